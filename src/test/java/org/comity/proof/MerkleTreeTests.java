package org.comity.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tree is that of RFC 9162, and each path leads to its root.
 */
class MerkleTreeTests {

	/** As the RFC defines it: split at the largest power of two below. */
	private static byte[] defined(List<byte[]> leaves) {
		if (leaves.size() == 1) {
			return leaves.get(0);
		}
		int split = Integer.highestOneBit(leaves.size() - 1);
		return MerkleTree.node(defined(leaves.subList(0, split)), defined(leaves.subList(split, leaves.size())));
	}

	private static List<byte[]> leaves(int number) {
		List<byte[]> leaves = new ArrayList<>();
		for (int i = 0; i < number; i++) {
			leaves.add(MerkleTree.leaf(("leaf " + i).getBytes(StandardCharsets.UTF_8)));
		}
		return leaves;
	}

	@Test
	void nothingHasTheHashOfNothing() {
		assertThat(HexFormat.of().formatHex(new MerkleTree().root()))
			.isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 100 })
	void everyLeafIsUnderTheRoot(int number) {
		List<byte[]> leaves = leaves(number);
		MerkleTree tree = new MerkleTree();
		leaves.forEach(tree::add);
		assertThat(tree.size()).isEqualTo(number);
		assertThat(tree.root()).isEqualTo(defined(leaves));
		List<List<byte[]>> levels = MerkleTree.levels(leaves);
		for (int i = 0; i < number; i++) {
			byte[] hash = leaves.get(i);
			for (MerkleTree.Step step : MerkleTree.path(levels, i)) {
				hash = step.left() ? MerkleTree.node(step.hash(), hash) : MerkleTree.node(hash, step.hash());
			}
			assertThat(hash).as("leaf %d", i).isEqualTo(tree.root());
		}
	}

	@Test
	void aLeafIsNeverTakenForANode() {
		List<byte[]> two = leaves(2);
		byte[] both = new byte[64];
		System.arraycopy(two.get(0), 0, both, 0, 32);
		System.arraycopy(two.get(1), 0, both, 32, 32);
		assertThat(MerkleTree.leaf(both)).isNotEqualTo(MerkleTree.node(two.get(0), two.get(1)));
	}

}
