package org.comity.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.comity.kernel.OfficeKind;
import org.comity.requests.Status;
import org.jspecify.annotations.Nullable;

/**
 * A part as it shows to one person. Whoever may know of its custody alone finds no name,
 * no account and no certificate in it.
 *
 * @param id the part
 * @param process the process it answers
 * @param processReference the process's reference
 * @param number its number within the process, from 1
 * @param status whose move it is
 * @param state where it is
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
 * @param certificateDocument the certificate as a PDF, or null
 * @param road the offices it has come to
 * @param fingerprint changes with the files and their accounts
 */
public record PartView(UUID id, UUID process, String processReference, int number, Status status, ProductionState state,
		boolean content, boolean late, Instant startedAt, @Nullable Instant lodgedAt, List<File> files, long size,
		List<Account> accounts, @Nullable Certificate certificate, @Nullable Paper manifest,
		@Nullable Paper certificateDocument, List<Arrival> road, String fingerprint) {

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
	 */
	public record File(@Nullable UUID id, @Nullable String name, @Nullable String mediaType, long size, String sha256,
			@Nullable UUID account, Instant receivedAt) {
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

	/** An office it has come to. */
	public record Arrival(OfficeKind kind, String office, Instant at) {
	}

	public PartView {
		files = List.copyOf(files);
		accounts = List.copyOf(accounts);
		road = List.copyOf(road);
	}

	/** Whether it says that there are no records, and holds nothing. */
	public boolean noRecords() {
		return this.lodgedAt != null && this.files.isEmpty();
	}

	/** Its documents: the certificate, and the list of files if there are any. */
	public List<Paper> papers() {
		return Stream.of(this.certificateDocument, this.manifest).filter(Objects::nonNull).toList();
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
