package org.comity.requests;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.comity.directory.ProviderCompany;
import org.jspecify.annotations.Nullable;

/**
 * A request as it shows to one person. What they may not know is not in it.
 *
 * @param id the request
 * @param reference the reference of the force
 * @param requestingReference the requesting central authority's, null until minted
 * @param requestedReference the requested central authority's, null until minted
 * @param title its title
 * @param state the state, or null where no more shows than "being executed"
 * @param status whose move it is
 * @param company the company asked
 * @param operation name of the operation it belongs to; the requesting side's only
 * @param parent the request it supplements
 * @param children its supplements
 * @param siblings others of the same operation that this person sees
 * @param offices the offices by hop; the executing one is left out for those who are not
 * told which it is
 * @param conditions conditions beside the state
 * @param dueOn the next deadline, or null
 * @param neededBy the day by which the evidence is needed, or null
 * @param createdAt when the draft was made
 * @param closedAt when it was closed, or null
 * @param outcome how it ended, or null
 * @param accounts the accounts asked about; empty for those who do not see the letter
 * @param milestones what the executing office has released
 * @param tracker the road
 * @param moves the moves open to this person now
 * @param drawnFrom the entry a form on this page is drawn from
 */
public record RequestView(UUID id, String reference, @Nullable String requestingReference,
		@Nullable String requestedReference, String title, @Nullable RequestState state, Status status,
		ProviderCompany company, @Nullable String operation, @Nullable Related parent, List<Related> children,
		List<Related> siblings, List<Party> offices, List<Beside> conditions, @Nullable LocalDate dueOn,
		@Nullable LocalDate neededBy, Instant createdAt, @Nullable Instant closedAt, @Nullable Outcome outcome,
		List<Accounts.Account> accounts, List<Milestone> milestones, Tracker tracker, List<RequestMove> moves,
		UUID drawnFrom) {

	/** Another request named on this one's page. */
	public record Related(UUID id, String reference, String title) {
	}

	/**
	 * The office of one hop.
	 *
	 * @param kind the kind of office
	 * @param office its id
	 * @param name its full name
	 * @param shortName its name in lists
	 */
	public record Party(org.comity.kernel.OfficeKind kind, UUID office, String name, String shortName) {
	}

	/** A condition beside the state. */
	public record Beside(Condition kind, String office, Instant since, @Nullable LocalDate until,
			@Nullable String text) {
	}

	/** Something the executing office has let the others know. */
	public record Milestone(UUID id, String kind, Instant happenedAt, @Nullable Instant releasedAt) {
	}

	public RequestView {
		children = List.copyOf(children);
		siblings = List.copyOf(siblings);
		offices = List.copyOf(offices);
		conditions = List.copyOf(conditions);
		accounts = List.copyOf(accounts);
		milestones = List.copyOf(milestones);
		moves = List.copyOf(moves);
	}

	/** Whether a condition holds, whoever set it. */
	public boolean has(Condition kind) {
		return this.conditions.stream().anyMatch((beside) -> beside.kind() == kind);
	}

}
