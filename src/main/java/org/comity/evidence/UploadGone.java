package org.comity.evidence;

/**
 * An upload was taken away, or taken over, while somebody wrote to it. What they were
 * writing is not kept.
 */
public class UploadGone extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UploadGone() {
		super("The upload is no longer there");
	}

}
