package org.comity.evidence;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.comity.kernel.OfficeKind;
import org.jspecify.annotations.Nullable;

/**
 * One office's count of the hashes of the copy it holds, against the sender's list and,
 * if it gave one, a list of its own.
 *
 * @param id the check
 * @param part the part
 * @param hop the hop whose copy was counted
 * @param office the office
 * @param person who had it counted; null for the nightly check
 * @param at when
 * @param listSha256 SHA-256 of the own list as it was given, or null without one
 * @param findings file by file, and what the lists name besides
 */
record HashCheck(UUID id, UUID part, OfficeKind hop, UUID office, @Nullable UUID person, Instant at,
		@Nullable String listSha256, List<Finding> findings) {

	/**
	 * What was found of one file.
	 *
	 * @param file the file, or null where the own list names what is not in the part
	 * @param name its name, or as the own list has it
	 * @param expected the hash that the sender's list has, or null where it has none
	 * @param found the hash as counted, or null where there are no bytes
	 * @param listed the hash that the own list has, or null where none was given or it is
	 * silent
	 * @param agrees whether all that there is to compare is the same
	 */
	record Finding(@Nullable UUID file, String name, @Nullable String expected, @Nullable String found,
			@Nullable String listed, boolean agrees) {
	}

	HashCheck {
		findings = List.copyOf(findings);
	}

	boolean agrees() {
		return this.findings.stream().allMatch(Finding::agrees);
	}

	/**
	 * The findings as text: what the ledger holds the hash of. Always the same for the
	 * same findings.
	 */
	String report() {
		StringBuilder text = new StringBuilder("comity hash check 1\n");
		text.append("part ").append(this.part).append('\n');
		text.append("hop ").append(this.hop).append('\n');
		text.append("own list ").append((this.listSha256 != null) ? this.listSha256 : "none").append('\n');
		for (Finding finding : this.findings) {
			text.append(finding.agrees() ? "agrees" : "DIFFERS");
			text.append(" sent ").append(orNone(finding.expected()));
			text.append(" counted ").append(orNone(finding.found()));
			text.append(" listed ").append(orNone(finding.listed()));
			text.append("  ").append(finding.name()).append('\n');
		}
		return text.toString();
	}

	private static String orNone(@Nullable String hash) {
		return (hash != null) ? hash : "-";
	}

}
