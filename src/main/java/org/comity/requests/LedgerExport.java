package org.comity.requests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import jakarta.persistence.EntityManager;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.comity.kernel.Side;
import org.comity.proof.ChainEntry;
import org.comity.proof.Checkpoint;
import org.comity.proof.Checkpoints;
import org.comity.proof.LedgerKeys;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The ledger for somebody outside, who has nothing of Comity: the chains that an auditor
 * may know of, the checkpoints, the public keys and the steps that verify them. It holds
 * no person and no words, and shows of an entry what the auditor's side may know of it;
 * the rest are digests.
 */
@Service
public class LedgerExport {

	/** What says where a request was. */
	private static final Set<String> PLACES = Set.of("occurred", "side");

	/** What a state says that is kept from the requesting side. */
	private static final Set<String> STATES = Set.of("from", "to");

	private final LedgerRepository entries;

	private final Timeline timeline;

	private final Checkpoints checkpoints;

	private final LedgerKeys keys;

	private final EntityManager entities;

	private final JdbcClient jdbc;

	LedgerExport(LedgerRepository entries, Timeline timeline, Checkpoints checkpoints, LedgerKeys keys,
			EntityManager entities, JdbcClient jdbc) {
		this.entries = entries;
		this.timeline = timeline;
		this.checkpoints = checkpoints;
		this.keys = keys;
		this.entities = entities;
		this.jdbc = jdbc;
	}

	/**
	 * Writes the export as a zip.
	 * @throws NoSuchRequest if this person is no auditor
	 */
	@Transactional(readOnly = true)
	public void write(Actor auditor, OutputStream out) throws IOException {
		if (auditor.kind() != OfficeKind.OVERSIGHT || !auditor.has(Role.AUDITOR)) {
			throw new NoSuchRequest();
		}
		ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
		put(zip, "README.txt", resource("README.txt"));
		put(zip, "verify.sh", resource("verify.sh"));
		for (Map.Entry<String, String> key : this.keys.publicKeys().entrySet()) {
			put(zip, "keys/" + key.getKey() + ".pem", key.getValue());
		}
		this.checkpoints.each((checkpoint) -> put(zip, checkpoint));
		Map<UUID, String> requests = requests(auditor);
		Trees trees = new Trees();
		StringBuilder references = new StringBuilder();
		for (Map.Entry<UUID, String> request : requests.entrySet()) {
			references.append(request.getKey()).append(' ').append(request.getValue()).append('\n');
			chain(auditor, request.getKey(), trees, zip);
			this.entities.clear();
		}
		put(zip, "requests.txt", references.toString());
		zip.finish();
	}

	private Map<UUID, String> requests(Actor auditor) {
		Map<UUID, String> requests = new java.util.LinkedHashMap<>();
		this.jdbc.sql("select r.id, r.reference from request r where " + Visibility.SEES + " order by r.id")
			.params(Visibility.parameters(auditor))
			.query((row) -> {
				requests.put(row.getObject("id", UUID.class), row.getString("reference"));
			});
		return requests;
	}

	/** The trees that were asked for last: most heads are in the newest. */
	private final class Trees {

		private static final int KEPT = 4;

		private final Map<Long, Checkpoints.Tree> trees = new HashMap<>();

		private final Optional<Long> newest = LedgerExport.this.checkpoints.latest().map(Checkpoint::number);

		Checkpoints.Tree of(long number) {
			if (this.trees.size() >= KEPT && !this.trees.containsKey(number)) {
				this.trees.keySet().removeIf((one) -> !this.newest.equals(Optional.of(one)));
			}
			return this.trees.computeIfAbsent(number, LedgerExport.this.checkpoints::tree);
		}

	}

	private void chain(Actor auditor, UUID request, Trees trees, ZipOutputStream zip) throws IOException {
		Function<LedgerEntry, LedgerSight> sights = this.timeline.sights(auditor);
		boolean requesting = auditor.side() == Side.REQUESTING;
		String folder = "requests/" + request + "/";
		List<LedgerEntry> told = new ArrayList<>();
		StringBuilder shown = new StringBuilder();
		boolean whole = true;
		for (LedgerEntry entry : this.entries.findByRequestIdOrderBySeq(request)) {
			LedgerSight sight = sights.apply(entry);
			if (requesting && sight == LedgerSight.NONE) {
				// Not even that there is such an entry is told.
				whole = false;
				break;
			}
			ChainEntry said = entry.said();
			told.add(entry);
			String file = name(entry.seq(), 6);
			put(zip, folder + "entries/" + file, said.text());
			for (ChainEntry.Field field : said.fields()) {
				if (shows(sight, entry, field.name(), requesting)) {
					shown.append(file + " " + field.name() + " " + field.salt() + " " + field.value() + "\n");
				}
			}
		}
		put(zip, folder + "shown.txt", shown.toString());
		if (told.isEmpty()) {
			return;
		}
		LedgerEntry last = told.get(told.size() - 1);
		Optional<Long> number = (whole && !(requesting && confidential(last.toState()))) ? trees.newest
				: this.checkpoints.coveringAtMost(request, last.seq() - 1);
		if (number.isPresent()) {
			Checkpoints.Inclusion inclusion = trees.of(number.get()).of(request).orElse(null);
			if (inclusion != null) {
				put(zip, folder + "leaf.txt", inclusion.leaf());
				put(zip, folder + "path.txt",
						String.join("", inclusion.path().stream().map((one) -> one + "\n").toList()));
				put(zip, folder + "checkpoint.txt", name(number.get(), 9));
			}
		}
	}

	/**
	 * In full an entry shows all that names nobody; another side's shows when the request
	 * went somewhere. Which of the confidential states it was in is never shown to the
	 * requesting side.
	 */
	private static boolean shows(LedgerSight sight, LedgerEntry entry, String field, boolean requesting) {
		return switch (sight) {
			case FULL -> !field.equals("words") && !(requesting && STATES.contains(field)
					&& (confidential(entry.fromState()) || confidential(entry.toState())));
			case POSITION -> PLACES.contains(field) && !entry.fromState().equals(entry.toState());
			case NONE -> false;
		};
	}

	private static boolean confidential(String state) {
		for (RequestState one : RequestState.values()) {
			if (one.name().equals(state)) {
				return one.confidential();
			}
		}
		return false;
	}

	private void put(ZipOutputStream zip, Checkpoint checkpoint) {
		try {
			String file = "checkpoints/" + name(checkpoint.number(), 9);
			put(zip, file, checkpoint.text());
			put(zip, file.replace(".txt", ".sig"), checkpoint.signature());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** So that files stand in their order. */
	private static String name(long number, int digits) {
		return ("%0" + digits + "d.txt").formatted(number);
	}

	private static byte[] resource(String name) throws IOException {
		try (@Nullable
		InputStream in = LedgerExport.class.getResourceAsStream("/proof/" + name)) {
			return java.util.Objects.requireNonNull(in, name).readAllBytes();
		}
	}

	private static void put(ZipOutputStream zip, String name, String text) throws IOException {
		put(zip, name, text.getBytes(StandardCharsets.UTF_8));
	}

	private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
		zip.putNextEntry(new ZipEntry(name));
		zip.write(content);
		zip.closeEntry();
	}

}
