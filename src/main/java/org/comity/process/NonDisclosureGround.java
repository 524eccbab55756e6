package org.comity.process;

/**
 * What telling the user would lead to: 18 U.S.C. 2705(b)(1) to (5), in its order.
 */
public enum NonDisclosureGround {

	ENDANGERING_LIFE, FLIGHT, DESTROYING_EVIDENCE, INTIMIDATING_WITNESSES, JEOPARDISING_INVESTIGATION

}
