package org.comity.proof;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.comity.kernel.Digests;

/**
 * A Merkle tree after RFC 9162 (as RFC 6962): a leaf and a node are hashed with different
 * bytes before them, so that none is taken for the other. It keeps one hash for each
 * level, however many leaves there are.
 */
final class MerkleTree {

	private final List<Node> open = new ArrayList<>();

	private long size;

	private record Node(int level, byte[] hash) {
	}

	/**
	 * One step from a leaf to the root.
	 *
	 * @param left whether the sibling stands on the left
	 * @param hash the sibling
	 */
	record Step(boolean left, byte[] hash) {

		/** How it is written: L or R, and the sibling. */
		String line() {
			return (this.left ? "L " : "R ") + HexFormat.of().formatHex(this.hash);
		}

	}

	void add(byte[] leafHash) {
		Node node = new Node(0, leafHash);
		while (!this.open.isEmpty() && this.open.get(this.open.size() - 1).level() == node.level()) {
			Node left = this.open.remove(this.open.size() - 1);
			node = new Node(node.level() + 1, node(left.hash(), node.hash()));
		}
		this.open.add(node);
		this.size++;
	}

	long size() {
		return this.size;
	}

	/** Returns the root of what was added; of nothing, the hash of nothing. */
	byte[] root() {
		if (this.open.isEmpty()) {
			return Digests.sha256().digest();
		}
		byte[] root = this.open.get(this.open.size() - 1).hash();
		for (int i = this.open.size() - 2; i >= 0; i--) {
			root = node(this.open.get(i).hash(), root);
		}
		return root;
	}

	static byte[] leaf(byte[] text) {
		MessageDigest sha256 = Digests.sha256();
		sha256.update((byte) 0);
		return sha256.digest(text);
	}

	static byte[] node(byte[] left, byte[] right) {
		MessageDigest sha256 = Digests.sha256();
		sha256.update((byte) 1);
		sha256.update(left);
		return sha256.digest(right);
	}

	/**
	 * Returns every level of the tree over these leaves, of which {@link #path} reads.
	 */
	static List<List<byte[]>> levels(List<byte[]> leaves) {
		List<List<byte[]>> levels = new ArrayList<>();
		List<byte[]> level = leaves;
		levels.add(level);
		while (level.size() > 1) {
			List<byte[]> above = new ArrayList<>((level.size() + 1) / 2);
			for (int i = 0; i < level.size(); i += 2) {
				above.add((i + 1 < level.size()) ? node(level.get(i), level.get(i + 1)) : level.get(i));
			}
			level = above;
			levels.add(level);
		}
		return levels;
	}

	/** Returns the siblings of a leaf on its way to the root. */
	static List<Step> path(List<List<byte[]>> levels, int leaf) {
		List<Step> path = new ArrayList<>();
		int index = leaf;
		for (int i = 0; i < levels.size() - 1; i++) {
			List<byte[]> level = levels.get(i);
			int sibling = index ^ 1;
			if (sibling < level.size()) {
				path.add(new Step(sibling < index, level.get(sibling)));
			}
			index /= 2;
		}
		return path;
	}

}
