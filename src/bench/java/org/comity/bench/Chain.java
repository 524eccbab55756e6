package org.comity.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.comity.kernel.Actor;
import org.comity.kernel.Side;
import org.comity.proof.ChainEntry;

/**
 * What the hand-written contender writes into the ledger: the same digests and as many
 * seals as the application, made with a key that nobody keeps.
 */
final class Chain {

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final SecretKeySpec KEY = new SecretKeySpec(salt(32), "HmacSHA256");

	private Chain() {
	}

	/** A request as the hand-written contender and the preparation know it. */
	record Link(UUID entry, long seq, String hash) {
	}

	/** A text with the salt of its digest. */
	record Salted(Step.Words words, byte[] salt) {

		private String digest() {
			Side to = this.words.to();
			return ChainEntry.wordsDigest(this.salt, this.words.kind().name(), (to != null) ? to.name() : null,
					this.words.text());
		}

	}

	/** An entry with all that lies apart from it. */
	record Written(ChainEntry entry, String hash, String seal, String headSeal, byte[] personSalt,
			List<Salted> texts) {

		/** The values of {@link ByHand#LEDGER}, in its order. */
		Object[] values(java.time.OffsetDateTime at) {
			ChainEntry said = this.entry;
			return new Object[] { said.id(), said.request(), said.seq(), at, at, said.office(), said.side(),
					said.subject(), said.move(), said.from(), said.to(), said.wordsDigest(), said.salt(),
					said.personDigest(), said.previous(), this.hash, this.seal };
		}

	}

	static Written entry(UUID id, UUID request, long seq, Instant at, Actor actor, String move, String from, String to,
			List<Step.Words> words, String previous) {
		byte[] personSalt = salt(16);
		List<Salted> texts = new ArrayList<>();
		words.forEach((one) -> texts.add(new Salted(one, salt(16))));
		ChainEntry said = new ChainEntry(id, request, seq, at, at, String.valueOf(actor.side()), actor.office(),
				"REQUEST", request, move, from, to, "", ChainEntry.personDigest(personSalt, actor.person()),
				texts.stream()
					.sorted(Comparator.comparing((one) -> one.words().kind().name()))
					.map(Salted::digest)
					.collect(Collectors.joining(" ")),
				salt(32), previous);
		String hash = said.hash();
		return new Written(said, hash, seal("comity-entry-seal-2\n" + hash),
				seal("comity-head-seal-2\n" + request + "\n" + seq + "\n" + hash), personSalt, texts);
	}

	static byte[] salt(int length) {
		byte[] salt = new byte[length];
		RANDOM.nextBytes(salt);
		return salt;
	}

	private static String seal(String text) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(KEY);
			return "bench:" + HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
