package org.comity.bench;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.comity.kernel.Actor;
import org.comity.kernel.Side;

/**
 * The ledger's hashes, written a second time: what the hand-written contender writes is
 * checked by the application's own ledger.
 */
final class Chain {

	private Chain() {
	}

	/** A request as the hand-written contender and the preparation know it. */
	record Link(UUID entry, long seq, String hash) {
	}

	static String words(List<Step.Words> words) {
		if (words.isEmpty()) {
			return "";
		}
		return of(words.stream().sorted(Comparator.comparing(Step.Words::kind)).flatMap((one) -> {
			Side to = one.to();
			return Stream.of(one.kind().name(), (to != null) ? to.name() : "", one.text());
		}).toArray(String[]::new));
	}

	static String entry(UUID id, UUID request, long seq, Instant at, Actor actor, String move, String from, String to,
			String words, String previous) {
		return of("comity-ledger-1", id.toString(), request.toString(), Long.toString(seq), at.toString(),
				at.toString(), actor.person().toString(), actor.office().toString(), String.valueOf(actor.side()),
				"REQUEST", request.toString(), move, from, to, "", words, previous);
	}

	private static String of(String... parts) {
		try {
			MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
			for (String part : parts) {
				byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
				sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
				sha256.update(bytes);
			}
			return HexFormat.of().formatHex(sha256.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
