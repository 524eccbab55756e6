package org.comity.proof;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

import org.comity.kernel.Digests;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a ledger as its hash sees it. In the text that is hashed only its place
 * stands in the clear: the request, the number, the hash before. Every field stands there
 * as a salted digest, so that each can be shown, or kept, by itself, and whoever may see
 * none of them can verify the chain nevertheless.
 *
 * @param id the entry
 * @param request the request whose chain it is in
 * @param seq its number in the chain, from 1
 * @param occurredAt when it happened
 * @param recordedAt when it was written
 * @param side whose entry it is
 * @param office the office that did it
 * @param machine the machine that moved
 * @param subject what moved
 * @param move what was done
 * @param from the state before
 * @param to the state after
 * @param documents SHA-256 of each document that goes with it
 * @param personDigest {@link #personDigest}
 * @param wordsDigest the digests of its words in the order of their kinds
 * @param salt 32 random bytes, of which the salts of the fields are made
 * @param previous the hash of the entry before, or {@link #GENESIS}
 */
public record ChainEntry(UUID id, UUID request, long seq, Instant occurredAt, Instant recordedAt, String side,
		UUID office, String machine, UUID subject, String move, String from, String to, String documents,
		String personDigest, String wordsDigest, byte[] salt, String previous) {

	/** What the first entry of every chain follows. */
	public static final String GENESIS = "0".repeat(64);

	private static final String FORMAT = "comity-entry-2";

	/**
	 * A field with what proves it.
	 *
	 * @param name its name in the text
	 * @param value its value
	 * @param salt its salt, in hexadecimal digits
	 */
	public record Field(String name, String value, String salt) {

		/** What stands in the text in its place. */
		public String digest() {
			return ChainEntry.digest(this.name, this.salt, this.value);
		}

	}

	/** A salted digest: of the field's name, the salt and the value, a line each. */
	public static String digest(String name, String salt, String value) {
		return Digests
			.sha256(("comity-field-2\n" + name + "\n" + salt + "\n" + value).getBytes(StandardCharsets.UTF_8));
	}

	/** The digest of who made an entry; null: the system. */
	public static String personDigest(byte[] salt, @Nullable UUID person) {
		return digest("person", hex(salt), (person != null) ? person.toString() : "");
	}

	/** The digest of one text of an entry. */
	public static String wordsDigest(byte[] salt, String kind, @Nullable String toSide, String text) {
		return digest("words." + kind, hex(salt), ((toSide != null) ? toSide : "") + "\n" + text);
	}

	/** Returns the fields of which the salt is made of the entry's own. */
	public List<Field> fields() {
		return List.of(field("id", this.id.toString()), field("occurred", this.occurredAt.toString()),
				field("recorded", this.recordedAt.toString()), field("side", this.side),
				field("office", this.office.toString()), field("machine", this.machine),
				field("subject", this.subject.toString()), field("move", this.move), field("from", this.from),
				field("to", this.to), field("documents", this.documents), field("words", this.wordsDigest));
	}

	private Field field(String name, String value) {
		byte[] salted = Seals.hmac(this.salt, "comity-salt-2\n" + name);
		return new Field(name, value, hex(Arrays.copyOf(salted, 16)));
	}

	/** Returns the text that is hashed: lines of a name and a value. */
	public String text() {
		StringBuilder text = new StringBuilder(1200).append(FORMAT)
			.append("\nrequest ")
			.append(this.request)
			.append("\nnumber ")
			.append(this.seq);
		for (Field field : fields()) {
			text.append('\n').append(field.name()).append(' ').append(field.digest());
		}
		return text.append("\nperson ")
			.append(this.personDigest)
			.append("\nprevious ")
			.append(this.previous)
			.append('\n')
			.toString();
	}

	/** Returns the SHA-256 of the text. */
	public String hash() {
		return Digests.sha256(text().getBytes(StandardCharsets.UTF_8));
	}

	private static String hex(byte[] bytes) {
		return HexFormat.of().formatHex(bytes);
	}

}
