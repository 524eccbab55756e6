package org.comity.evidence;

import java.util.Map;
import java.util.UUID;

/**
 * One person's wish to lodge a part.
 *
 * @param formKey made new with each form that is drawn
 * @param drawnFrom {@link PartView#fingerprint()} of the files as the form showed them:
 * the custodian certifies those and no others
 * @param certificate the custodian's word
 * @param outcomes what the part is for each account
 */
public record Lodging(UUID formKey, String drawnFrom, Certificate certificate, Map<UUID, PartOutcome> outcomes) {

	public Lodging {
		outcomes = Map.copyOf(outcomes);
	}

}
