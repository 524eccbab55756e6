package org.comity.proof;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

import org.comity.kernel.Digests;

/**
 * The heads of all chains at one time, under one signature.
 *
 * @param number from 1, without gaps
 * @param madeAt when
 * @param requests how many chains there were
 * @param root the root of the Merkle tree over their heads, by request
 * @param changes the digest of the heads that had moved since the checkpoint before
 * @param blinding 32 random bytes, of which each leaf's own are made: whoever knows one
 * request learns nothing of another from its leaf
 * @param previous the hash of the checkpoint before
 * @param hash the SHA-256 of its text
 * @param key the id of the key that signed it
 * @param signature Ed25519 over its text
 */
public record Checkpoint(long number, Instant madeAt, long requests, String root, String changes, byte[] blinding,
		String previous, String hash, String key, byte[] signature) {

	/** Returns what is hashed and signed. */
	public String text() {
		return "comity-checkpoint-1\nnumber " + this.number + "\nmade " + this.madeAt + "\nrequests " + this.requests
				+ "\nroot " + this.root + "\nchanges " + this.changes + "\nblinding "
				+ Digests.sha256(("comity-blinding-1\n" + HexFormat.of().formatHex(this.blinding))
					.getBytes(StandardCharsets.UTF_8))
				+ "\nprevious " + this.previous + "\nkey " + this.key + "\n";
	}

	byte[] bytes() {
		return text().getBytes(StandardCharsets.UTF_8);
	}

	/** Returns the text of which a request's leaf is the hash. */
	String leaf(UUID request, long seq, String head) {
		String blind = HexFormat.of().formatHex(Seals.hmac(this.blinding, "comity-blind-1\n" + request));
		return "comity-leaf-1\nrequest " + request + "\nnumber " + seq + "\nhash " + head + "\nblind " + blind + "\n";
	}

	byte[] leafHash(UUID request, long seq, String head) {
		return MerkleTree.leaf(leaf(request, seq, head).getBytes(StandardCharsets.UTF_8));
	}

	/** One head as it enters the digest of those that moved. */
	static byte[] change(UUID request, long seq, String head) {
		return (request + " " + seq + " " + head + "\n").getBytes(StandardCharsets.UTF_8);
	}

}
