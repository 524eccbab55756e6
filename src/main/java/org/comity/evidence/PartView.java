package org.comity.evidence;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.comity.kernel.OfficeKind;
import org.comity.malware.Held;
import org.comity.requests.Status;
import org.jspecify.annotations.Nullable;

/**
 * A part as it shows to one person. Whoever may know of its custody alone finds no name,
 * no account and no certificate in it.
 *
 * @param id the part
 * @param request the request it is evidence for
 * @param process the process it answers
 * @param processReference the process's reference
 * @param number its number within the process, from 1
 * @param filtered whether the filter made it of another
 * @param original the part it was made of, where this person sees that one
 * @param status whose move it is
 * @param state where it is
 * @param hop the hop that the state is said of
 * @param content whether this person reads its content
 * @param late whether it came after the answer in full
 * @param startedAt when the provider began it
 * @param lodgedAt when it was lodged, or null
 * @param files its files
 * @param size bytes of all files
 * @param accounts the accounts that the process names, with what the part is for each;
 * empty where only custody shows
 * @param certificate the custodian's word, or null
 * @param manifest the document with the list of files, or null
 * @param manifestSha256 the SHA-256 of the list of files; null without files
 * @param certificateDocument the certificate as a PDF, or null
 * @param destruction that it was destroyed, as a PDF, or null
 * @param reviewOn when its last holder looks again whether it is needed, or null
 * @param road the offices it has come to
 * @param checks the counts of its hashes that this person may know of, the oldest first
 * @param drawnFrom the ledger entry that a form for it is drawn from, or null
 * @param fingerprint changes with the files and their accounts
 */
public record PartView(UUID id, UUID request, UUID process, String processReference, int number, boolean filtered,
		@Nullable UUID original, Status status, ProductionState state, OfficeKind hop, boolean content, boolean late,
		Instant startedAt, @Nullable Instant lodgedAt, List<File> files, long size, List<Account> accounts,
		@Nullable Certificate certificate, @Nullable Paper manifest, @Nullable String manifestSha256,
		@Nullable Paper certificateDocument, @Nullable Paper destruction, @Nullable LocalDate reviewOn,
		List<Arrival> road, List<Check> checks, @Nullable UUID drawnFrom, String fingerprint) {

	/**
	 * One file.
	 *
	 * @param id the file, or null where only custody shows
	 * @param name its name, or null where only custody shows
	 * @param mediaType the type told by its content, or null where only custody shows
	 * @param size in bytes
	 * @param sha256 its hash
	 * @param account the account it holds data of; null for all, or where only custody
	 * shows
	 * @param receivedAt when it was whole
	 * @param held why it is held back, or null if it may be opened
	 */
	public record File(@Nullable UUID id, @Nullable String name, @Nullable String mediaType, long size, String sha256,
			@Nullable UUID account, Instant receivedAt, @Nullable Held held) {
	}

	/**
	 * What the part is for one account.
	 *
	 * @param outcome null before the part is lodged
	 */
	public record Account(UUID id, int ordinal, String kind, String identifier, @Nullable PartOutcome outcome) {
	}

	/** A document of the part. */
	public record Paper(UUID id, String name, long size, String sha256) {
	}

	/**
	 * An office it has come to.
	 *
	 * @param office its short name, or null where this person is not told which office of
	 * the kind it was
	 * @param checkedAt when its own count of the hashes agreed, or null
	 */
	public record Arrival(OfficeKind kind, @Nullable String office, Instant at, @Nullable Instant checkedAt) {
	}

	/**
	 * A count of the hashes of one hop's copy.
	 *
	 * @param office the office whose copy was counted, or null as in {@link Arrival}
	 * @param heldSince when that copy came to it, or null where nobody noted it
	 * @param sender the office it came from, or null as in {@link Arrival}
	 * @param person who had it counted; null for the nightly count, and for another
	 * side's
	 * @param ownList whether a list of its own was compared as well
	 * @param differences what differed; empty where all agreed
	 */
	public record Check(OfficeKind kind, @Nullable String office, @Nullable Instant heldSince, @Nullable String sender,
			@Nullable String person, Instant at, boolean ownList, List<Difference> differences) {

		public Check {
			differences = List.copyOf(differences);
		}

		public boolean agrees() {
			return this.differences.isEmpty();
		}

	}

	/**
	 * One file whose hashes differ.
	 *
	 * @param number its number in the list of files, or 0 where it is not in the part
	 * @param name its name, or null where only custody shows
	 * @param expected the hash on the sender's list, or null where it is silent
	 * @param found the hash as counted, or null where there are no bytes
	 * @param listed the hash on the own list, or null
	 */
	public record Difference(int number, @Nullable String name, @Nullable String expected, @Nullable String found,
			@Nullable String listed) {
	}

	public PartView {
		files = List.copyOf(files);
		accounts = List.copyOf(accounts);
		road = List.copyOf(road);
		checks = List.copyOf(checks);
	}

	/** Whether it says that there are no records, and holds nothing. */
	public boolean noRecords() {
		return this.lodgedAt != null && this.files.isEmpty();
	}

	/** Its documents: the certificate, and the list of files if there are any. */
	public List<Paper> papers() {
		return Stream.of(this.certificateDocument, this.manifest, this.destruction).filter(Objects::nonNull).toList();
	}

	/**
	 * The newest difference that stands: no count at that hop has agreed since, and no
	 * other copy has come there.
	 */
	public @Nullable Check incident() {
		Set<OfficeKind> later = EnumSet.noneOf(OfficeKind.class);
		for (int index = this.checks.size() - 1; index >= 0; index--) {
			Check check = this.checks.get(index);
			boolean last = later.add(check.kind());
			if (last && !check.agrees() && this.road.stream()
				.noneMatch((stop) -> stop.kind() == check.kind() && stop.at().isAfter(check.at()))) {
				return check;
			}
		}
		return null;
	}

	/** In which tone its state is said: mine, waiting, good or quiet. */
	public String tone() {
		return switch (this.status.tone()) {
			case ACTION -> "mine";
			case WAITING -> "waiting";
			case DONE -> "good";
			case STOPPED -> "quiet";
		};
	}

	/** Whether the provider may still change it. */
	public boolean open() {
		return this.state == ProductionState.UPLOADING;
	}

}
