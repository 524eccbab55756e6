package org.comity.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.sun.security.auth.module.UnixSystem;
import io.zonky.test.db.postgres.util.LinuxUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Under which account the server runs. PostgreSQL refuses to run as root, so for root its
 * programs are started in a user namespace of their own or, where those are closed (a
 * container by default), as an unprivileged account. If the data lies where that account
 * cannot go, below {@code /root} for example, the server keeps the one capability to pass
 * through directories. Everybody else, and Windows, where {@code pg_ctl} sheds an
 * administrator's rights itself, simply runs it.
 */
final class ServerAccount {

	private static final Logger log = LoggerFactory.getLogger(ServerAccount.class);

	private static final List<String> UNPRIVILEGED = List.of("postgres", "nobody");

	private final List<String> prefix;

	/** Who must own the cluster's files; null if the owner is whoever made them. */
	private final @Nullable String owner;

	private ServerAccount(List<String> prefix, @Nullable String owner) {
		this.prefix = prefix;
		this.owner = owner;
	}

	/**
	 * @param directory where the cluster's directory will be
	 * @param postgres the server's program
	 */
	static ServerAccount ableToWorkIn(Path directory, Path postgres) throws IOException {
		if (ServerBinaries.windows() || new UnixSystem().getUid() != 0) {
			return new ServerAccount(List.of(), null);
		}
		if (LinuxUtils.isUnshareAvailable()) {
			return new ServerAccount(List.of("unshare", "-U"), "root");
		}
		allowPassage(directory);
		for (ServerAccount candidate : unprivileged()) {
			if (candidate.reaches(directory, postgres)) {
				log.info("Running as root without user namespaces: the embedded PostgreSQL runs as '{}'",
						candidate.owner);
				return candidate;
			}
		}
		throw new NoDatabaseException(
				"PostgreSQL does not run as root, user namespaces are closed here, and no unprivileged account can reach "
						+ directory + ".",
				"Run Comity as an ordinary user; or install setpriv (package util-linux); or keep the data where everybody "
						+ "may pass, with --comity.data-directory=/var/lib/comity.");
	}

	private static List<ServerAccount> unprivileged() throws IOException {
		List<ServerAccount> candidates = new ArrayList<>();
		for (String name : UNPRIVILEGED) {
			String[] entry = passwd(name);
			if (entry == null) {
				continue;
			}
			List<String> drop = List.of("setpriv", "--reuid=" + entry[2], "--regid=" + entry[3], "--clear-groups",
					"--no-new-privs");
			candidates.add(new ServerAccount(with(drop, "--inh-caps=-all"), name));
			// Without the secure bit, access(2) would answer as if the capability were
			// not there.
			candidates.add(new ServerAccount(with(drop, "--inh-caps=-all,+dac_override",
					"--ambient-caps=-all,+dac_override", "--securebits=+no_setuid_fixup"), name));
			candidates.add(new ServerAccount(List.of("runuser", "-u", name, "--"), name));
		}
		return candidates;
	}

	private static List<String> with(List<String> command, String... more) {
		List<String> all = new ArrayList<>(command);
		all.addAll(List.of(more));
		return all;
	}

	private static String @Nullable [] passwd(String name) throws IOException {
		Path file = Path.of("/etc/passwd");
		if (!Files.isReadable(file)) {
			return null;
		}
		try (Stream<String> lines = Files.lines(file)) {
			return lines.map((line) -> line.split(":", -1))
				.filter((entry) -> entry.length >= 4 && entry[0].equals(name))
				.findFirst()
				.orElse(null);
		}
	}

	private static void allowPassage(Path directory) throws IOException {
		Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
		if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
			Files.setPosixFilePermissions(directory, permissions);
		}
	}

	private boolean reaches(Path directory, Path postgres) {
		try {
			return Program
				.run(command("sh", "-c", "cd \"$1\" && test -x \"$2\" && \"$2\" --version", "sh", directory.toString(),
						postgres.toString()), Path.of("/"), 10)
				.succeeded();
		}
		catch (UncheckedIOException ex) {
			// The program that changes the account is not installed.
			return false;
		}
	}

	List<String> command(String... command) {
		return with(this.prefix, command);
	}

	/** Gives a file, or a directory with all below it, to the account. */
	void own(Path tree) throws IOException {
		if (this.owner == null) {
			return;
		}
		UserPrincipal principal = tree.getFileSystem()
			.getUserPrincipalLookupService()
			.lookupPrincipalByName(this.owner);
		if (Files.getOwner(tree, LinkOption.NOFOLLOW_LINKS).equals(principal)) {
			return;
		}
		// The root of the tree comes last: interrupted, the work is taken up again.
		try (Stream<Path> paths = Files.walk(tree)) {
			List<Path> all = new ArrayList<>(paths.toList());
			for (int i = all.size() - 1; i >= 0; i--) {
				Files
					.getFileAttributeView(all.get(i), java.nio.file.attribute.FileOwnerAttributeView.class,
							LinkOption.NOFOLLOW_LINKS)
					.setOwner(principal);
			}
		}
	}

}
