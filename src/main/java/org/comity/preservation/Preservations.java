package org.comity.preservation;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.comity.directory.Directory;
import org.comity.directory.ProviderCompany;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.requests.Aspect;
import org.comity.requests.Ledger;
import org.comity.requests.LedgerDetails;
import org.comity.requests.LedgerDetails.Name;
import org.comity.requests.LedgerWords;
import org.comity.requests.Machine;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Requests;
import org.comity.requests.SubmittedForms;
import org.comity.requests.Turns;
import org.comity.requests.Visibility;
import org.comity.wall.InBackground;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Records what a provider was asked to keep, and says how long it still does. A record
 * moves nothing, so nobody's form grows stale by it; it stands on the ledger all the
 * same.
 */
@Service
public class Preservations {

	private final Requests requests;

	private final Visibility visibility;

	private final Ledger ledger;

	private final SubmittedForms forms;

	private final Turns turns;

	private final Directory directory;

	private final JdbcClient jdbc;

	private final Clock clock;

	Preservations(Requests requests, Visibility visibility, Ledger ledger, SubmittedForms forms, Turns turns,
			Directory directory, JdbcClient jdbc, Clock clock) {
		this.requests = requests;
		this.visibility = visibility;
		this.ledger = ledger;
		this.forms = forms;
		this.turns = turns;
		this.directory = directory;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Returns the periods of a request, the newest first.
	 * @throws NoSuchRequest if this person does not see the request's preservation
	 */
	@Transactional(readOnly = true)
	public List<Preservation> of(Actor actor, UUID request) {
		this.visibility.require(actor, request, Aspect.PRESERVATION);
		return periods(request);
	}

	/**
	 * Returns one period.
	 * @throws NoSuchRequest if this person does not see it
	 */
	@Transactional(readOnly = true)
	public Preservation find(Actor actor, UUID request, UUID id) {
		return of(actor, request).stream()
			.filter((period) -> period.id().equals(id))
			.findFirst()
			.orElseThrow(NoSuchRequest::new);
	}

	/**
	 * Returns the last day on which the provider keeps the data, by the period that lasts
	 * longest; empty if it was never asked. For the modules above: they answer for who
	 * learns it.
	 */
	@Transactional(readOnly = true)
	public Optional<LocalDate> keptUntil(UUID request) {
		return periods(request).stream().map(Preservation::expiresOn).max(Comparator.naturalOrder());
	}

	/**
	 * Returns whether the provider was asked to keep the data and no period is left: the
	 * data may be gone. A request without any preservation has not lapsed.
	 */
	@Transactional(readOnly = true)
	public boolean lapsed(UUID request) {
		return keptUntil(request).map((day) -> day.isBefore(today())).orElse(false);
	}

	/**
	 * What a reader must see of it on every page of a request.
	 *
	 * @param until the last day on which the provider keeps the data; null if it was
	 * never asked
	 * @param daysLeft the days until then, negative after it
	 * @param warning how near it is; none where nobody needs the data kept any longer
	 */
	public record Standing(@Nullable LocalDate until, long daysLeft, Warning warning) {
	}

	/**
	 * Returns how long the data is kept; empty if this person does not see it, or the
	 * request is closed.
	 */
	@Transactional(readOnly = true)
	public Optional<Standing> standing(Actor actor, UUID request) {
		if (!this.visibility.sees(actor, request, Aspect.PRESERVATION)
				|| !this.requests.facts(request).state().open()) {
			return Optional.empty();
		}
		List<Preservation> periods = periods(request);
		return Optional.of(periods.stream()
			.max(Comparator.comparing(Preservation::expiresOn))
			.map((last) -> new Standing(last.expiresOn(), last.daysLeft(), last.warning()))
			.orElseGet(() -> new Standing(null, 0, Warning.NONE)));
	}

	/**
	 * Returns the bases on which this person may record a preservation now: none if they
	 * may not at all. The requesting side may record both, for it asks the provider
	 * itself or through the 24/7 network; the requested side records its own statutory
	 * ones.
	 */
	@Transactional(readOnly = true)
	public List<Basis> recordable(Actor actor, UUID request) {
		if (!this.visibility.sees(actor, request, Aspect.PRESERVATION)
				|| !this.requests.facts(request).state().open()) {
			return List.of();
		}
		return switch (actor.kind()) {
			case INVESTIGATOR -> actor.has(Role.OFFICER) ? List.of(Basis.COURTESY, Basis.STATUTORY) : List.of();
			case PROSECUTOR -> actor.has(Role.PROSECUTOR) ? List.of(Basis.COURTESY, Basis.STATUTORY) : List.of();
			case REQUESTED_AUTHORITY ->
				(actor.has(Role.ATTORNEY) || actor.has(Role.CASEWORKER)) ? List.of(Basis.STATUTORY) : List.of();
			case EXECUTING_AUTHORITY -> actor.has(Role.ATTORNEY) ? List.of(Basis.STATUTORY) : List.of();
			default -> List.of();
		};
	}

	/**
	 * Returns the companies that may have been asked: those of the provider, the one the
	 * request names first.
	 */
	@Transactional(readOnly = true)
	public List<ProviderCompany> companies(UUID request) {
		UUID named = this.requests.facts(request).company();
		ProviderCompany company = this.directory.company(named);
		return this.directory.companies()
			.stream()
			.filter((one) -> one.provider().equals(company.provider()))
			.sorted(Comparator.comparing((ProviderCompany one) -> !one.id().equals(named))
				.thenComparing(ProviderCompany::name))
			.toList();
	}

	/**
	 * Records a first period.
	 * @throws NoSuchRequest if this person could never record one of this request
	 */
	@Transactional
	public MoveResult record(Actor actor, UUID request, UUID formKey, PreservationDetails details) {
		return write(actor, request, formKey, "RECORD_PRESERVATION", details, null);
	}

	/**
	 * Records that a period was renewed. The company is that of the period before.
	 * @throws NoSuchRequest if this person could never record one of this request, or
	 * does not see the period
	 */
	@Transactional
	public MoveResult renew(Actor actor, UUID request, UUID period, UUID formKey, PreservationDetails details) {
		Preservation before = find(actor, request, period);
		return write(actor, request, formKey, "RENEW_PRESERVATION", new PreservationDetails(before.company(),
				details.basis(), details.reference(), details.madeOn(), details.confirmedOn(), details.expiresOn()),
				before);
	}

	/**
	 * Notes the provider's confirmation: its number, and the last day it names.
	 * @throws NoSuchRequest if this person could never record one of this request, or
	 * does not see the period
	 */
	@Transactional
	public MoveResult confirm(Actor actor, UUID request, UUID period, UUID formKey, PreservationDetails details) {
		// The lock first, for what is read before it may be old.
		this.requests.lock(request);
		mayRecord(actor, request);
		if (this.forms.seen(formKey)) {
			return new MoveResult.Repeated();
		}
		Preservation kept = find(actor, request, period);
		List<Rejection> found = new ArrayList<>();
		if (kept.letGo()) {
			found.add(Rejection.of("preservation.let-go-already"));
		}
		if (kept.confirmedOn() != null) {
			found.add(Rejection.of("preservation.confirmed-already"));
		}
		LocalDate confirmed = details.confirmedOn();
		if (confirmed == null) {
			found.add(Rejection.at("confirmedOn", "preservation.confirmed-on.required"));
		}
		String reference = trimmed(details.reference());
		found.addAll(PreservationRules.confirmation(reference, kept.madeOn(), confirmed, details.expiresOn(), today()));
		if (!found.isEmpty()) {
			return new MoveResult.Rejected(found);
		}
		if (!this.forms.accept(formKey, actor)) {
			return new MoveResult.Repeated();
		}
		LocalDate ends = (details.expiresOn() != null) ? details.expiresOn() : kept.expiresOn();
		this.jdbc
			.sql("update preservation set confirmed_on = :confirmed, expires_on = :expires, "
					+ "provider_reference = coalesce(:reference, provider_reference) where id = :id")
			.param("confirmed", confirmed)
			.param("expires", ends)
			.param("reference", reference)
			.param("id", period)
			.update();
		return ledger(actor, request, period, "CONFIRM_PRESERVATION",
				LedgerWords.none()
					.add(LedgerDetails.none()
						.add(Name.PRESERVATION_REFERENCE, reference)
						.add(Name.CONFIRMED_ON, confirmed)
						.add(Name.ENDS_ON, ends)));
	}

	/**
	 * Lets a period go: nobody needs the data kept any longer, for it has come, or is not
	 * wanted. Nobody is reminded of it again.
	 * @throws NoSuchRequest if this person could never record one of this request, or
	 * does not see the period
	 */
	@Transactional
	public MoveResult letGo(Actor actor, UUID request, UUID period, UUID formKey, String typed) {
		String reason = PreservationDetails.line(typed);
		this.requests.lock(request);
		mayRecord(actor, request);
		if (this.forms.seen(formKey)) {
			return new MoveResult.Repeated();
		}
		Preservation kept = find(actor, request, period);
		List<Rejection> found = new ArrayList<>(PreservationRules.lettingGo(reason));
		if (kept.renewed()) {
			found.add(Rejection.of("preservation.renewed-already"));
		}
		if (kept.letGo()) {
			found.add(Rejection.of("preservation.let-go-already"));
		}
		if (!found.isEmpty()) {
			return new MoveResult.Rejected(found);
		}
		if (!this.forms.accept(formKey, actor)) {
			return new MoveResult.Repeated();
		}
		this.jdbc.sql("update preservation set let_go_on = :today, let_go_reason = :reason where id = :id")
			.param("today", today())
			.param("reason", reason)
			.param("id", period)
			.update();
		return ledger(actor, request, period, "LET_PRESERVATION_GO",
				LedgerWords.none().add(LedgerWords.Kind.REASON, null, reason));
	}

	/**
	 * Returns the requests of which a period's turn does not say how near its end is
	 * today.
	 */
	@InBackground
	@Transactional(readOnly = true)
	public Map<UUID, UUID> unsettled() {
		Map<UUID, UUID> found = new LinkedHashMap<>();
		this.jdbc
			.sql("""
					select distinct on (p.request_id) p.request_id, p.recorded_office_id from preservation p join request r on r.id = p.request_id
					left join request_turn t on t.subject_id = p.id
					where p.expires_on <= :by and p.let_go_on is null and r.state <> 'CLOSED'
					and not exists (select 1 from preservation n where n.renewed_from = p.id)
					and coalesce(t.awaiting, '') <> case when p.expires_on < :today then 'LAPSED'
						when p.expires_on <= :last then 'DAY_85' when p.expires_on <= :middle then 'DAY_75' else 'DAY_60' end
					order by p.request_id limit 1000
					""")
			.param("today", today())
			.param("last", today().plusDays(Warning.DAY_85.days()))
			.param("middle", today().plusDays(Warning.DAY_75.days()))
			.param("by", today().plusDays(Warning.DAY_60.days()))
			.query((row) -> {
				found.put(row.getObject("request_id", UUID.class), row.getObject("recorded_office_id", UUID.class));
			});
		return found;
	}

	/**
	 * Makes a period that runs out the turn of the office that recorded it: at days 60,
	 * 75 and 85 of 90, and when it has lapsed, each time anew. One that was renewed or
	 * let go is nobody's.
	 */
	@Transactional
	public void settle(UUID request) {
		boolean open = this.requests.lock(request).state().open();
		Map<UUID, UUID> offices = rows(request).stream().collect(Collectors.toMap(Row::id, Row::office));
		for (Preservation period : periods(request)) {
			if (open && period.warning() != Warning.NONE) {
				this.turns.give(request, Turns.Subject.PRESERVATION, period.id(),
						Objects.requireNonNull(offices.get(period.id())), period.warning().name(), period.expiresOn());
			}
			else {
				this.turns.end(period.id());
			}
		}
	}

	private MoveResult write(Actor actor, UUID request, UUID formKey, String move, PreservationDetails details,
			@Nullable Preservation before) {
		// The lock first, for what is read before it may be old.
		this.requests.lock(request);
		List<Basis> bases = mayRecord(actor, request);
		if (this.forms.seen(formKey)) {
			return new MoveResult.Repeated();
		}
		List<Rejection> found = new ArrayList<>(PreservationRules.check(details, today()));
		if (details.basis() != null && !bases.contains(details.basis())) {
			found.add(Rejection.at("basis", "preservation.basis.not-yours").citing("18 USC 2703(f)"));
		}
		UUID company = details.company();
		if (company != null && companies(request).stream().noneMatch((one) -> one.id().equals(company))) {
			found.add(Rejection.at("company", "preservation.company.required"));
		}
		LocalDate made = details.madeOn();
		if (before != null && made != null && made.isBefore(before.madeOn())) {
			found.add(Rejection.at("madeOn", "preservation.made-on.before-renewed"));
		}
		if (before != null && before.letGo()) {
			found.add(Rejection.of("preservation.let-go-already"));
		}
		if (before != null && periods(request).stream().anyMatch((one) -> before.id().equals(one.renewedFrom()))) {
			found.add(Rejection.of("preservation.renewed-already"));
		}
		if (!found.isEmpty()) {
			return new MoveResult.Rejected(found);
		}
		if (!this.forms.accept(formKey, actor)) {
			return new MoveResult.Repeated();
		}
		UUID id = Ids.next();
		LocalDate from = Objects.requireNonNull(made);
		LocalDate ends = (details.expiresOn() != null) ? details.expiresOn()
				: from.plusDays(Preservation.STATUTORY_DAYS);
		this.jdbc
			.sql("insert into preservation (id, request_id, company_id, basis, provider_reference, made_on, confirmed_on, "
					+ "expires_on, renewed_from, recorded_by, recorded_office_id, recorded_at) values (:id, :request, "
					+ ":company, :basis, :reference, :made, :confirmed, :expires, :before, :person, :office, :now)")
			.param("id", id)
			.param("request", request)
			.param("company", company)
			.param("basis", Objects.requireNonNull(details.basis()).name())
			.param("reference", trimmed(details.reference()))
			.param("made", from)
			.param("confirmed", details.confirmedOn())
			.param("expires", ends)
			.param("before", (before != null) ? before.id() : null)
			.param("person", actor.person())
			.param("office", actor.office())
			.param("now", Timestamp.from(this.clock.instant()))
			.update();
		return ledger(actor, request, id, move,
				LedgerWords.none()
					.add(LedgerDetails.none()
						.add(Name.COMPANY, this.directory.company(Objects.requireNonNull(company)).name())
						.add(Name.PRESERVATION_BASIS, details.basis())
						.add(Name.PRESERVATION_REFERENCE, trimmed(details.reference()))
						.add(Name.ASKED_ON, from)
						.add(Name.CONFIRMED_ON, details.confirmedOn())
						.add(Name.ENDS_ON, ends)));
	}

	private List<Basis> mayRecord(Actor actor, UUID request) {
		List<Basis> bases = recordable(actor, request);
		if (bases.isEmpty()) {
			throw new NoSuchRequest();
		}
		return bases;
	}

	private MoveResult ledger(Actor actor, UUID request, UUID period, String move, LedgerWords words) {
		settle(request);
		String state = this.requests.facts(request).state().name();
		return new MoveResult.Made(this.ledger.append(request, actor,
				new Ledger.Line(Machine.REQUEST, period, move, state, state, List.of(), words)));
	}

	private static @Nullable String trimmed(@Nullable String text) {
		return (text == null || text.isBlank()) ? null : text.strip();
	}

	private LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
	}

	private List<Row> rows(UUID request) {
		return this.jdbc.sql(
				"select p.*, c.name as company_name from preservation p join provider_company c on c.id = p.company_id "
						+ "where p.request_id = :request order by p.made_on desc, p.recorded_at desc, p.id desc")
			.param("request", request)
			.query((row, index) -> new Row(row.getObject("id", UUID.class), row.getObject("company_id", UUID.class),
					row.getString("company_name"), Basis.valueOf(row.getString("basis")),
					row.getString("provider_reference"), row.getObject("made_on", LocalDate.class),
					row.getObject("confirmed_on", LocalDate.class), row.getObject("expires_on", LocalDate.class),
					row.getObject("renewed_from", UUID.class), row.getObject("let_go_on", LocalDate.class),
					row.getString("let_go_reason"), row.getObject("recorded_office_id", UUID.class)))
			.list();
	}

	private List<Preservation> periods(UUID request) {
		LocalDate today = today();
		List<Row> rows = rows(request);
		Map<UUID, LocalDate> ends = new HashMap<>(rows.stream().collect(Collectors.toMap(Row::id, Row::expires)));
		return rows.stream()
			.map((row) -> new Preservation(row.id(), request, row.company(), row.companyName(), row.basis(),
					row.reference(), row.made(), row.confirmed(), row.expires(), row.renewedFrom(), gap(row, ends),
					rows.stream().anyMatch((other) -> row.id().equals(other.renewedFrom())), row.letGoOn(),
					row.letGoReason(), ChronoUnit.DAYS.between(today, row.expires()),
					this.directory.office(row.office()).shortName()))
			.toList();
	}

	private static long gap(Row row, Map<UUID, LocalDate> ends) {
		LocalDate end = (row.renewedFrom() != null) ? ends.get(row.renewedFrom()) : null;
		return (end == null) ? 0 : Math.max(0, ChronoUnit.DAYS.between(end, row.made()) - 1);
	}

	private record Row(UUID id, UUID company, String companyName, Basis basis, @Nullable String reference,
			LocalDate made, @Nullable LocalDate confirmed, LocalDate expires, @Nullable UUID renewedFrom,
			@Nullable LocalDate letGoOn, @Nullable String letGoReason, UUID office) {
	}

}
