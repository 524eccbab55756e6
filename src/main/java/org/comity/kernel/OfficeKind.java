package org.comity.kernel;

/**
 * What an office does in a channel. The first six are hops, in the order in which a
 * request passes them; which office fills a hop is data (see the directory's channel).
 * The last two are never hops: they watch, or keep the accounts.
 */
public enum OfficeKind {

	/** Hop 0: a police force or other investigating body. */
	INVESTIGATOR(0, Side.REQUESTING),
	/** Hop 1: issues the letter of request (CICA 2003 s.7). */
	PROSECUTOR(1, Side.REQUESTING),
	/** Hop 2: the central authority that asks (treaty article 2). */
	REQUESTING_AUTHORITY(2, Side.REQUESTING),
	/** Hop 3: the central authority that is asked (treaty article 2). */
	REQUESTED_AUTHORITY(3, Side.REQUESTED),
	/** Hop 4: obtains and serves the process (18 USC 3512). */
	EXECUTING_AUTHORITY(4, Side.REQUESTED),
	/** Hop 5: the company that is served. */
	PROVIDER(5, Side.PROVIDER),
	/** Auditors of one country. Not a hop; never moves a request. */
	OVERSIGHT(-1, null),
	/** Keeps people and accounts. Not a hop; never reads a case. */
	ADMINISTRATION(-1, null);

	private final int hop;

	private final @org.jspecify.annotations.Nullable Side side;

	OfficeKind(int hop, @org.jspecify.annotations.Nullable Side side) {
		this.hop = hop;
		this.side = side;
	}

	/**
	 * Returns whether offices of this kind hold requests.
	 */
	public boolean isHop() {
		return this.hop >= 0;
	}

	/**
	 * Returns the place in the chain, 0 to 5.
	 * @throws IllegalStateException for a kind that is no hop
	 */
	public int hop() {
		if (this.hop < 0) {
			throw new IllegalStateException(name() + " is not a hop");
		}
		return this.hop;
	}

	/**
	 * Returns the side of a hop.
	 * @throws IllegalStateException for a kind that is no hop; an oversight office takes
	 * its side from its country
	 */
	public Side side() {
		if (this.side == null) {
			throw new IllegalStateException(name() + " has no side of its own");
		}
		return this.side;
	}

}
