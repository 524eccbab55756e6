package org.comity.process;

/**
 * Why a provider objects to a process, with what each ground stands on; empty where it
 * stands on no one section.
 */
public enum ObjectionGround {

	/** The records are unusually voluminous, or answering is an undue burden. */
	UNDUE_BURDEN("18 U.S.C. 2703(d)"),
	/** It names no range or no account, or more than its reason carries. */
	TOO_BROAD("Fourth Amendment"),
	/** The data take a stronger process. */
	WRONG_PROCESS("18 U.S.C. 2703"),
	/** A defect on its face: unsigned, expired, the wrong court. */
	DEFECTIVE(""),
	/** Answering would break the law of another country. */
	FOREIGN_LAW("18 U.S.C. 2703(h)"),
	/** Privileged or protected material. */
	PRIVILEGE(""),
	/** Not in the provider's possession, custody or control. */
	NOT_HELD("18 U.S.C. 2713"),
	/** Something else, which the words say. */
	OTHER("");

	private final String citation;

	ObjectionGround(String citation) {
		this.citation = citation;
	}

	public String citation() {
		return this.citation;
	}

}
