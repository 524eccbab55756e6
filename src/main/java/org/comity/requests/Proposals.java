package org.comity.requests;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Move;
import org.comity.kernel.Rejection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves that take two people: what one of an office proposed and another has yet to
 * confirm. Nothing is done before. A proposal stands as long as nothing has moved what it
 * is about; it is read and confirmed in its office alone, never by the person who made
 * it. That it was made, and with which words, stands on the ledger of its side. Which
 * moves take two people is the channel's to say.
 */
@Service
public class Proposals {

	/** What stands before a move's name on the ledger where it was proposed. */
	private static final String PROPOSED = "PROPOSE_";

	/** The same where a proposal was turned down or taken back. */
	private static final String DROPPED = "DROP_";

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final String COLUMNS = "select p.id, p.request_id, p.machine, p.subject_id, p.move, p.office_id, "
			+ "p.person_id, p.entry_id, p.proposed_at, p.details, not exists (select 1 from ledger_entry later "
			+ "join ledger_entry own on own.id = p.entry_id where later.request_id = p.request_id "
			+ "and later.subject_id = p.subject_id and later.seq > own.seq) as stands from proposed_move p ";

	private final JdbcClient jdbc;

	private final Visibility visibility;

	private final Ledger ledger;

	private final Turns turns;

	private final SubmittedForms forms;

	private final Directory directory;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Proposals(JdbcClient jdbc, Visibility visibility, Ledger ledger, Turns turns, SubmittedForms forms,
			Directory directory, ApplicationEventPublisher events, Clock clock) {
		this.jdbc = jdbc;
		this.visibility = visibility;
		this.ledger = ledger;
		this.turns = turns;
		this.forms = forms;
		this.directory = directory;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * A move as it was proposed.
	 *
	 * @param id what it is known by
	 * @param request the request
	 * @param machine the request's or a part's
	 * @param subject the request or the part
	 * @param move the name of the row in the machine's table
	 * @param office whose it is
	 * @param person who proposed it
	 * @param name their name
	 * @param entry the ledger entry it wrote: what a confirmation is drawn from
	 * @param at when
	 * @param details what they gave
	 * @param stands whether nothing has moved since
	 */
	public record Proposal(UUID id, UUID request, Machine machine, UUID subject, String move, UUID office, UUID person,
			String name, UUID entry, Instant at, MoveDetails details, boolean stands) {
	}

	/**
	 * Returns whether the channel of the request asks an actor's office for two people.
	 */
	@Transactional(readOnly = true)
	public boolean needed(Actor actor, UUID request, Machine machine, Move<?> move) {
		return move.byTwoAt(actor.kind()) && asked(request, machine, move);
	}

	/**
	 * Returns whether the channel of the request asks for two people at a move. One that
	 * nobody proposes is made at once; who did what it answers may then not make it.
	 */
	@Transactional(readOnly = true)
	public boolean asked(UUID request, Machine machine, Move<?> move) {
		return this.jdbc
			.sql("select exists (select 1 from channel_two_people c join request r on r.channel_code = c.channel "
					+ "and r.channel_version = c.version where r.id = :request and c.machine = :machine "
					+ "and c.move = :move)")
			.param("request", request)
			.param("machine", machine.name())
			.param("move", move.name())
			.query(Boolean.class)
			.single();
	}

	/**
	 * Writes a proposal down. The caller holds the lock on the request and has found
	 * nothing against the move.
	 * @param place the state, which stays as it is
	 * @param given what of the details goes on the ledger besides words
	 * @return what it is known by
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public UUID propose(Actor actor, UUID request, Machine machine, UUID subject, String move, String place,
			MoveDetails details, LedgerDetails given) {
		LedgerWords words = LedgerWords.none()
			.add(LedgerWords.Kind.MESSAGE, null, details.message())
			.add(LedgerWords.Kind.REASON, null, details.reason())
			.add(LedgerWords.Kind.GROUND, null, details.ground())
			.add(LedgerWords.Kind.CONSULTATION, null, details.consultation())
			.add(given);
		UUID entry = this.ledger.append(request, actor,
				new Ledger.Line(machine, subject, PROPOSED + move, place, place, List.of(), words));
		UUID id = Ids.next();
		this.jdbc
			.sql("insert into proposed_move (id, request_id, machine, subject_id, move, office_id, person_id, entry_id, "
					+ "proposed_at, details) values (:id, :request, :machine, :subject, :move, :office, :person, :entry, "
					+ ":at, cast(:details as jsonb))")
			.param("id", id)
			.param("request", request)
			.param("machine", machine.name())
			.param("subject", subject)
			.param("move", move)
			.param("office", actor.office())
			.param("person", actor.person())
			.param("entry", entry)
			.param("at", java.sql.Timestamp.from(this.clock.instant()))
			.param("details", MAPPER.writeValueAsString(details))
			.update();
		this.turns.give(request, Turns.Subject.PROPOSAL, id, actor.office(), move, null);
		publish(actor, request, machine, subject, PROPOSED + move, entry);
		return id;
	}

	/**
	 * Returns the proposals of this person's office that stand, the newest first; none to
	 * those who do not see the request.
	 */
	@Transactional(readOnly = true)
	public List<Proposal> standing(Actor actor, UUID request) {
		if (!this.visibility.sees(actor, request, Aspect.CASE)) {
			return List.of();
		}
		return query(COLUMNS + "where p.request_id = :of and p.office_id = :office order by p.proposed_at desc", actor,
				request)
			.stream()
			.filter(Proposal::stands)
			.toList();
	}

	/** Returns the proposal of a move that stands, if there is one. */
	@Transactional(readOnly = true)
	public Optional<Proposal> standing(Actor actor, UUID request, UUID subject, String move) {
		return standing(actor, request).stream()
			.filter((one) -> one.subject().equals(subject) && one.move().equals(move))
			.findFirst();
	}

	/**
	 * Finds a proposal, whether it stands or not.
	 * @throws NoSuchRequest if there is none, or it is not of this person's office, or
	 * they do not see the request
	 */
	@Transactional(readOnly = true)
	public Proposal find(Actor actor, UUID id) {
		return query(COLUMNS + "where p.id = :of and p.office_id = :office", actor, id).stream()
			.filter((one) -> this.visibility.sees(actor, one.request(), Aspect.CASE))
			.findFirst()
			.orElseThrow(NoSuchRequest::new);
	}

	private List<Proposal> query(String sql, Actor actor, UUID of) {
		return this.jdbc.sql(sql)
			.param("of", of)
			.param("office", actor.office())
			.query((row, index) -> new Proposal(row.getObject("id", UUID.class),
					row.getObject("request_id", UUID.class), Machine.valueOf(row.getString("machine")),
					row.getObject("subject_id", UUID.class), row.getString("move"),
					row.getObject("office_id", UUID.class), row.getObject("person_id", UUID.class),
					this.directory.person(row.getObject("person_id", UUID.class)).name(),
					row.getObject("entry_id", UUID.class), row.getTimestamp("proposed_at").toInstant(),
					MAPPER.readValue(row.getString("details"), MoveDetails.class), row.getBoolean("stands")))
			.list();
	}

	/**
	 * Why this person cannot confirm a proposal, or null: nobody approves their own.
	 */
	public static @Nullable Rejection against(Actor actor, Proposal proposal) {
		return actor.person().equals(proposal.person()) ? Rejection.of("proposal.own") : null;
	}

	/**
	 * Turns a proposal down, or takes it back. The caller answers for whose it may be to
	 * do so, and holds the lock on the request.
	 * @param place the state, which stays as it is
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public MoveResult drop(Actor actor, Proposal proposal, String place, UUID formKey, @Nullable String given) {
		String reason = MoveDetails.plain(given);
		if (reason == null || reason.isBlank()) {
			return new MoveResult.Rejected(List.of(Rejection.at("reason", "input.reason.required")));
		}
		if (reason.length() > MoveDetails.MAX_TEXT) {
			return new MoveResult.Rejected(
					List.of(Rejection.at("reason", "input.text.too-long", MoveDetails.MAX_TEXT)));
		}
		if (!this.forms.accept(formKey, actor)) {
			return new MoveResult.Repeated();
		}
		UUID entry = this.ledger.append(proposal.request(), actor,
				new Ledger.Line(proposal.machine(), proposal.subject(), DROPPED + proposal.move(), place, place,
						List.of(), LedgerWords.none().add(LedgerWords.Kind.REASON, null, reason)));
		lapse(proposal.subject());
		publish(actor, proposal.request(), proposal.machine(), proposal.subject(), DROPPED + proposal.move(), entry);
		return new MoveResult.Made(entry);
	}

	/** Nobody need confirm any more what was proposed for something that has moved. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void lapse(UUID subject) {
		this.jdbc
			.sql("delete from request_turn where subject_kind = 'PROPOSAL' "
					+ "and subject_id in (select wall_proposals(:subject))")
			.param("subject", subject)
			.update();
	}

	/** The own office alone is told. */
	private void publish(Actor actor, UUID request, Machine machine, UUID subject, String move, UUID entry) {
		this.events.publishEvent(new RequestMoved(Ids.next(), request, entry, subject, machine.name(), move,
				actor.office(), actor.person(), Set.of(actor.office()), this.clock.instant()));
	}

}
