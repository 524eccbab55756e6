package org.comity.requests;

/**
 * A move inside a larger transaction was not made: the whole is undone. Carries why.
 */
public class MoveRefused extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient MoveResult result;

	public MoveRefused(MoveResult result) {
		super(result.toString());
		this.result = result;
	}

	public MoveResult result() {
		return this.result;
	}

}
