package org.comity.documents;

import java.nio.file.NoSuchFileException;

/**
 * What the bytes were encrypted with is destroyed: whether any are left or not, there is
 * nothing that could ever be read.
 */
public class DestroyedBlob extends NoSuchFileException {

	private static final long serialVersionUID = 1L;

	/** Says it of the bytes under a key. */
	public DestroyedBlob(String key) {
		super(key, null, "its encryption key is destroyed");
	}

}
