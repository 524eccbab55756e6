package org.comity.evidence.bag;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.comity.kernel.Digests;

/**
 * An evidence package: a BagIt 1.0 bag (RFC 8493) in a POSIX tar. It is made while it is
 * read and never stands anywhere as a whole; still its length is known before, and the
 * same contents give the same bytes, so a download broken off can go on where it stopped.
 * It cannot vouch for a payload: the hashes in its manifest are those it was given, and
 * whoever opens it counts them again.
 */
public final class Bag {

	/** The media type of a bag in a tar. */
	public static final String MEDIA_TYPE = "application/x-tar";

	private static final String DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

	/** What the common file systems take as one name, in bytes of UTF-8. */
	private static final int LONGEST_NAME = 255;

	private static final String OXUM = "Payload-Oxum";

	/** Names that the bag writes itself. */
	private static final Set<String> OWN = Set.of("bagit.txt", "bag-info.txt", "manifest-sha256.txt",
			"tagmanifest-sha256.txt");

	private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

	private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");

	private final Instant modified;

	private final List<TarPiece> pieces = new ArrayList<>();

	private final String etag;

	/**
	 * Where the bytes of a payload come from.
	 */
	@FunctionalInterface
	public interface Source {

		/**
		 * Opens the bytes from an offset on; the bag closes the stream.
		 * @param from how many bytes to leave out at the beginning
		 * @throws IOException if they cannot be read
		 */
		InputStream open(long from) throws IOException;

	}

	/**
	 * One file of the payload.
	 *
	 * @param name its path below {@code data/}, with {@code /} between folders, each name
	 * {@linkplain Bag#unpackable fit to be unpacked}
	 * @param size in bytes; the source must yield exactly so many
	 * @param sha256 64 lower-case hexadecimal digits
	 * @param source its bytes
	 */
	public record Payload(String name, long size, String sha256, Source source) {

		public Payload {
			sound(name);
			name = Arrays.stream(name.split("/")).map(Bag::unpackable).collect(Collectors.joining("/"));
			if (size < 0) {
				throw new IllegalArgumentException("A payload has no negative size");
			}
			if (!HASH.matcher(sha256).matches()) {
				throw new IllegalArgumentException("A payload's hash is 64 lower-case hexadecimal digits");
			}
		}

	}

	/**
	 * A file about the payload, small enough for memory.
	 *
	 * @param path its path in the bag, not below {@code data/}
	 * @param content its bytes
	 */
	public record Tag(String path, byte[] content) {

		public Tag {
			sound(path);
			if (OWN.contains(path) || path.equals("data") || path.startsWith("data/") || path.equals("fetch.txt")) {
				throw new IllegalArgumentException("This name is the bag's own: " + path);
			}
			content = content.clone();
		}

		@Override
		public byte[] content() {
			return this.content.clone();
		}

	}

	/**
	 * One line of {@code bag-info.txt}; a label may come more than once.
	 *
	 * @param label such as {@code Source-Organization}
	 * @param value one line; line breaks in it become blanks
	 */
	public record Info(String label, String value) {

		public Info {
			if (!LABEL.matcher(label).matches() || label.equalsIgnoreCase(OXUM)) {
				throw new IllegalArgumentException("No label for bag-info.txt: " + label);
			}
			value = value.replaceAll("\\R", " ").strip();
		}

	}

	/**
	 * Makes a bag.
	 * @param folder the one folder that it unpacks to, a plain name
	 * @param modified the time that every file in it bears, to the second
	 * @param payloads the evidence, in the order in which it shall stand
	 * @param tags what is said about it
	 * @param info the lines of {@code bag-info.txt} but for {@code Payload-Oxum}, which
	 * is added
	 * @throws IllegalArgumentException if a name cannot stand in a bag or stands there
	 * twice
	 */
	public Bag(String folder, Instant modified, List<Payload> payloads, List<Tag> tags, List<Info> info) {
		sound(folder);
		if (folder.indexOf('/') >= 0) {
			throw new IllegalArgumentException("The folder of a bag is one name: " + folder);
		}
		this.modified = modified.isBefore(Instant.EPOCH) ? Instant.EPOCH : modified.truncatedTo(ChronoUnit.SECONDS);
		byte[] declaration = DECLARATION.getBytes(StandardCharsets.UTF_8);
		byte[] about = info(info, payloads);
		byte[] manifest = manifest(payloads);
		StringBuilder list = new StringBuilder();
		line(list, Digests.sha256(declaration), "bagit.txt");
		line(list, Digests.sha256(about), "bag-info.txt");
		line(list, Digests.sha256(manifest), "manifest-sha256.txt");
		tags.forEach((tag) -> line(list, Digests.sha256(tag.content), tag.path()));
		byte[] tagManifest = list.toString().getBytes(StandardCharsets.UTF_8);
		// What proves the evidence stands before it: it is there even if the rest is not
		// yet.
		directory(folder + "/");
		file(folder + "/bagit.txt", declaration);
		file(folder + "/bag-info.txt", about);
		file(folder + "/manifest-sha256.txt", manifest);
		file(folder + "/tagmanifest-sha256.txt", tagManifest);
		tags.forEach((tag) -> file(folder + "/" + tag.path(), tag.content));
		directory(folder + "/data/");
		payloads.forEach((payload) -> this.pieces
			.add(new TarPiece(folder + "/data/" + payload.name(), this.modified, payload.size(), payload.source())));
		unique();
		this.etag = Digests.sha256((folder + "\n" + this.modified + "\n" + Digests.sha256(manifest) + "\n"
				+ Digests.sha256(tagManifest) + "\n")
			.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Returns the name under which a file is unpacked: itself, unless no common file
	 * system could hold it, as with 150 letters of Hebrew or Chinese. Then it is cut, its
	 * ending kept, and marked by a hash of the whole name, so that no two names become
	 * one.
	 */
	public static String unpackable(String name) {
		if (bytes(name) <= LONGEST_NAME) {
			return name;
		}
		int dot = name.lastIndexOf('.');
		String ending = (dot > 0 && name.length() - dot <= 12) ? name.substring(dot) : "";
		String mark = "~" + Digests.sha256(name.getBytes(StandardCharsets.UTF_8)).substring(0, 12) + ending;
		int left = LONGEST_NAME - bytes(mark);
		int end = 0;
		while (end < name.length()) {
			int next = name.offsetByCodePoints(end, 1);
			left -= bytes(name.substring(end, next));
			if (left < 0) {
				break;
			}
			end = next;
		}
		return name.substring(0, end) + mark;
	}

	private static int bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

	/** The exact length of the tar in bytes. */
	public long size() {
		return this.pieces.stream().mapToLong(TarPiece::length).sum() + TarPiece.END;
	}

	/**
	 * A hash of all that the bag is made of: two bags with the same one have the same
	 * bytes.
	 */
	public String etag() {
		return this.etag;
	}

	/**
	 * Opens the tar. Skipping costs nothing, however far: what is skipped is neither made
	 * nor read. Reading fails if a source yields fewer bytes than it was said to have.
	 */
	public InputStream open() {
		return new BagStream(this.pieces);
	}

	private void directory(String path) {
		this.pieces.add(new TarPiece(path, this.modified, 0, (from) -> InputStream.nullInputStream()));
	}

	private void file(String path, byte[] content) {
		this.pieces.add(new TarPiece(path, this.modified, content.length,
				(from) -> new ByteArrayInputStream(content, (int) from, content.length - (int) from)));
	}

	private void unique() {
		Set<String> paths = new HashSet<>();
		for (TarPiece piece : this.pieces) {
			if (!paths.add(piece.path())) {
				throw new IllegalArgumentException("Twice in one bag: " + piece.path());
			}
		}
	}

	private static byte[] info(List<Info> info, List<Payload> payloads) {
		StringBuilder text = new StringBuilder();
		info.forEach((one) -> text.append(one.label()).append(": ").append(one.value()).append('\n'));
		text.append(OXUM)
			.append(": ")
			.append(payloads.stream().mapToLong(Payload::size).sum())
			.append('.')
			.append(payloads.size())
			.append('\n');
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] manifest(List<Payload> payloads) {
		StringBuilder text = new StringBuilder();
		payloads.forEach((payload) -> line(text, payload.sha256(), "data/" + payload.name()));
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	/** A line as {@code sha256sum} writes it, but for the signs that RFC 8493 escapes. */
	private static void line(StringBuilder text, String sha256, String path) {
		text.append(sha256)
			.append("  ")
			.append(path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))
			.append('\n');
	}

	/** A path that leads nowhere but into the bag, on any system. */
	private static void sound(String path) {
		for (String name : path.split("/", -1)) {
			if (name.isEmpty() || name.equals(".") || name.equals("..")) {
				throw new IllegalArgumentException("No name in a bag: " + path);
			}
		}
		if (path.indexOf('\0') >= 0 || path.indexOf('\\') >= 0) {
			throw new IllegalArgumentException("No name in a bag: " + path);
		}
	}

}
