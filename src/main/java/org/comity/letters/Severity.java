package org.comity.letters;

/** How much a finding weighs. */
public enum Severity {

	/** The letter cannot be sent until it is mended. */
	BLOCKING,
	/** An attorney may ask about it. It never stops a letter: a person decides. */
	ADVICE

}
