package org.comity.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.comity.directory.CaseTeam;
import org.comity.directory.Directory;
import org.comity.directory.ProviderCompany;
import org.comity.documents.Document;
import org.comity.documents.IncomingFile;
import org.comity.evidence.Certificate;
import org.comity.evidence.CertificateStatement;
import org.comity.evidence.Evidence;
import org.comity.evidence.Filter;
import org.comity.evidence.IncomingUploads;
import org.comity.evidence.Lodging;
import org.comity.evidence.PartCommand;
import org.comity.evidence.PartMoves;
import org.comity.evidence.PartOutcome;
import org.comity.evidence.PartView;
import org.comity.evidence.ProductionMove;
import org.comity.evidence.Productions;
import org.comity.evidence.WithheldCategory;
import org.comity.kernel.Actor;
import org.comity.kernel.Digests;
import org.comity.kernel.Ids;
import org.comity.kernel.Role;
import org.comity.letters.LetterContent;
import org.comity.letters.LetterJson;
import org.comity.letters.LetterSection;
import org.comity.letters.Letters;
import org.comity.letters.SampleLetters;
import org.comity.letters.SaveResult;
import org.comity.preservation.Basis;
import org.comity.preservation.PreservationDetails;
import org.comity.preservation.Preservations;
import org.comity.process.DataSought;
import org.comity.process.Invoice;
import org.comity.process.InvoiceWork;
import org.comity.process.Invoices;
import org.comity.process.NewProcess;
import org.comity.process.ProcessAttachments;
import org.comity.process.ProcessCommand;
import org.comity.process.ProcessDetails;
import org.comity.process.ProcessKind;
import org.comity.process.ProcessMove;
import org.comity.process.ProcessMoves;
import org.comity.process.Processes;
import org.comity.requests.Accounts;
import org.comity.requests.Attachments;
import org.comity.requests.EmergencyAccess;
import org.comity.requests.MoveCommand;
import org.comity.requests.MoveDetails;
import org.comity.requests.MoveResult;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoves;
import org.comity.requests.Requests;
import org.comity.requests.Retention;
import org.comity.testing.AsOwner;
import org.comity.testing.Cast;
import org.awaitility.Awaitility;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.LinkedMultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests of one officer, each brought a step further than the one before by the people
 * whose step it is, through the services that serve the screens. What they are made of
 * has names, by which the table of routes fills its addresses.
 */
@TestComponent
class CaseFiles {

	/** Everybody's. */
	static final String PASSWORD = "a long and common secret";

	private final Map<String, String> names = new LinkedHashMap<>();

	private final Map<Visitor, Actor> actors = new EnumMap<>(Visitor.class);

	private final String encoded;

	private final Requests requests;

	private final RequestMoves moves;

	private final Letters letters;

	private final Accounts accounts;

	private final Attachments attachments;

	private final Preservations preservations;

	private final Processes processes;

	private final Invoices invoices;

	private final ProcessMoves processMoves;

	private final ProcessAttachments processAttachments;

	private final Productions productions;

	private final IncomingUploads uploads;

	private final Evidence evidence;

	private final PartMoves partMoves;

	private final EmergencyAccess emergency;

	private final Retention retention;

	private final Filter filter;

	private final Directory directory;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Clock clock;

	private final Cast cast;

	CaseFiles(Requests requests, RequestMoves moves, Letters letters, Accounts accounts, Attachments attachments,
			Preservations preservations, Processes processes, Invoices invoices, ProcessMoves processMoves,
			ProcessAttachments processAttachments, Productions productions, IncomingUploads uploads, Evidence evidence,
			PartMoves partMoves, EmergencyAccess emergency, Retention retention, Filter filter, Directory directory,
			@AsOwner JdbcClient jdbc, TransactionTemplate transaction, Clock clock, PasswordEncoder encoder) {
		this.requests = requests;
		this.moves = moves;
		this.letters = letters;
		this.accounts = accounts;
		this.attachments = attachments;
		this.preservations = preservations;
		this.processes = processes;
		this.invoices = invoices;
		this.processMoves = processMoves;
		this.processAttachments = processAttachments;
		this.productions = productions;
		this.uploads = uploads;
		this.evidence = evidence;
		this.partMoves = partMoves;
		this.emergency = emergency;
		this.retention = retention;
		this.filter = filter;
		this.directory = directory;
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.clock = clock;
		this.cast = new Cast(jdbc, directory);
		this.encoded = Objects.requireNonNull(encoder.encode(PASSWORD));
	}

	/** The person, who can also sign in with the password. */
	synchronized Actor actor(Visitor visitor) {
		return this.actors.computeIfAbsent(visitor, (one) -> {
			Actor actor = one.of(this.cast);
			this.jdbc
				.sql("insert into account_credential (person, password, one_time, demonstration, changed_at) "
						+ "values (?, ?, false, false, now())")
				.params(actor.person(), this.encoded)
				.update();
			// Everybody has a second factor, which nobody need ever open.
			this.jdbc
				.sql("insert into account_code (person, secret, last_step, enrolled_at) values (?, '\\x00', 0, now())")
				.param(actor.person())
				.update();
			return actor;
		});
	}

	/** What a name of the table stands for; a word that is no name stands for itself. */
	synchronized String value(String name) {
		if (this.names.isEmpty()) {
			make();
		}
		return this.names.getOrDefault(name, name);
	}

	private void make() {
		UUID draft = draft();
		name("draft", draft);
		LetterContent letter = this.letters.draft(actor(Visitor.OFFICER), draft).content();
		name("draft.fact", letter.facts().get(0).id());
		name("draft.facts", letter.facts().get(0).id());
		name("draft.offences", letter.offences().get(0).id());
		name("draft.persons", letter.persons().get(0).id());
		name("draft.accounts", letter.accounts().get(0).id());
		name("draft.preservation", letter.preservation().get(0).id());
		name("draft.enclosures", letter.enclosures().get(0).id());
		name("draft.enclosure", document(draft, (one) -> one.kind().equals("ENCLOSURE")));
		UUID submitted = submitted();
		name("submitted", submitted);
		name("submitted.enclosure", document(submitted, (one) -> one.kind().equals("ENCLOSURE")));
		name("queried", queried());
		UUID issued = issued();
		name("issued", issued);
		name("issued.letter", document(issued, (one) -> one.kind().equals("LETTER")));
		UUID transmitted = transmitted();
		name("transmitted", transmitted);
		proposed();
		opened();
		name("transmitted.letter", document(transmitted, (one) -> one.kind().equals("LETTER")));
		name("questioned", questioned());
		name("referred", referred());
		name("executing", executing());
		UUID served = served();
		name("served", served);
		this.names.put("served.reference", this.requests.view(actor(Visitor.OFFICER), served).reference());
		name("served.letter", document(served, (one) -> one.kind().equals("LETTER")));
		name("served.enclosure",
				document(served, (one) -> one.kind().equals("ENCLOSURE") && one.aspect().equals("LETTER")));
		name("paper", onPaper());
		name("home", home());
		name("google-llc", company("Google LLC"));
		name("microsoft", company("Microsoft Corporation"));
		name("officer.person", actor(Visitor.OFFICER).person());
		name("northshire", actor(Visitor.OFFICER).office());
		name("chatterly", this.directory.officeByCode("CHATTERLY").orElseThrow().id());
		name("nothing", Ids.next());
		over();
		retire();
		invite();
		told();
	}

	/** A link that lets somebody choose how to sign in. */
	private void invite() {
		String token = "a-link-that-nobody-has-used-" + Ids.next();
		this.jdbc
			.sql("insert into account_invitation (id, person, digest, made_at, expires_at) "
					+ "values (?, ?, ?, now(), now() + interval '1 day')")
			.params(Ids.next(), actor(Visitor.OTHER_TEAM).person(),
					Digests.sha256(("invitation " + token).getBytes(StandardCharsets.UTF_8)))
			.update();
		this.names.put("open.link", token);
	}

	/** Opened by somebody of another team, which nobody has looked at. */
	private void opened() {
		Actor other = actor(Visitor.OTHER_TEAM);
		UUID request = draft();
		String reference = this.requests.view(actor(Visitor.OFFICER), request).reference();
		assertThat(this.emergency.open(other, reference, "A child's life", Ids.next()).request()).isEqualTo(request);
		name("opened", request);
		name("opening", this.emergency.standing(actor(Visitor.OFFICER), request).get(0).id());
	}

	/**
	 * Two closed requests whose time is over; of one somebody has asked that it be
	 * erased.
	 */
	private void over() {
		for (String name : List.of("over", "erasing")) {
			UUID request = draft();
			Actor officer = actor(Visitor.OFFICER);
			for (RequestMove move : List.of(RequestMove.SUBMIT, RequestMove.WITHDRAW_BEFORE_ISSUE)) {
				MoveDetails details = (move == RequestMove.SUBMIT) ? MoveDetails.none()
						: MoveDetails.message("The suspect has confessed");
				assertThat(this.moves.make(officer, new MoveCommand(request, move, Ids.next(), null, details)))
					.isInstanceOf(MoveResult.Made.class);
			}
			this.jdbc.sql("update request set closed_at = closed_at - interval '8 years' where id = ?")
				.param(request)
				.update();
			name(name, request);
			if (name.equals("erasing")) {
				assertThat(this.retention.ask(officer, request, "The case is over", Ids.next())).isEmpty();
			}
		}
	}

	/** A refusal that one of the office proposed, and nobody has confirmed. */
	private void proposed() {
		UUID request = transmitted();
		name("proposed", request);
		MoveResult result = this.moves.make(actor(Visitor.OIA), new MoveCommand(request, RequestMove.REFUSE, Ids.next(),
				null, MoveDetails.message("It is speech").withGround("protected-speech", "Spoke to them")));
		assertThat(result).isInstanceOf(MoveResult.Proposed.class);
		name("proposal", ((MoveResult.Proposed) result).proposal());
	}

	/** A person and an office that are no longer active. */
	private void retire() {
		UUID person = this.cast.of("CPS-EASTVALE", Role.PROSECUTOR).person();
		this.jdbc.sql("update person set active = false where id = ?").param(person).update();
		name("retired.person", person);
		UUID office = this.directory.officeByCode("USAO-DC").orElseThrow().id();
		this.jdbc.sql("update office set active = false where id = ?").param(office).update();
		name("retired.office", office);
	}

	/**
	 * Waits until every listener has heard everything, and finds a notice of each sort.
	 */
	private void told() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> this.jdbc.sql("select count(*) from event_publication where completion_date is null")
				.query(Integer.class)
				.single() == 0);
		name("queried.notice", notice("queried", Visitor.OFFICER));
		name("transmitted.notice", notice("transmitted", Visitor.OIA));
		name("served.notice", notice("served", Visitor.GOOGLE));
	}

	private UUID notice(String request, Visitor visitor) {
		return this.jdbc.sql("select id from notice where request_id = ? and office_id = ? limit 1")
			.params(UUID.fromString(value(request)), actor(visitor).office())
			.query(UUID.class)
			.single();
	}

	private void name(String name, UUID id) {
		this.names.put(name, id.toString());
	}

	/** With a letter that lacks nothing, and an enclosure. */
	UUID draft() {
		return draft("Google LLC");
	}

	private UUID draft(String company) {
		Actor officer = actor(Visitor.OFFICER);
		UUID id = this.requests
			.open(officer, Ids.next(),
					new Requests.NewRequest("Kidnapping of a student", company(company), "UK-US-MLAT", "Harrier",
							officer.teams().iterator().next()))
			.orElseThrow();
		ObjectNode letter = LetterJson.tree(SampleLetters.kidnapping());
		for (LetterSection section : LetterSection.values()) {
			if (!section.list()) {
				assertThat(this.letters.save(officer, id, section, letter.path(section.key()), 0))
					.isInstanceOf(SaveResult.Saved.class);
			}
		}
		for (LetterSection section : List.of(LetterSection.OFFENCES, LetterSection.FACTS, LetterSection.PERSONS)) {
			add(officer, id, section, (ObjectNode) letter.path(section.key()).path(0).deepCopy());
		}
		LetterContent begun = this.letters.draft(officer, id).content();
		for (String identifier : List.of("redwharf77@gmail.example", "second@gmail.example")) {
			ObjectNode account = (ObjectNode) letter.path("accounts").path(0).deepCopy();
			account.put("company", company(company).toString());
			account.put("identifier", identifier);
			account.putArray("facts").add(begun.facts().get(0).id().toString());
			account.putArray("offences").add(begun.offences().get(0).id().toString());
			add(officer, id, LetterSection.ACCOUNTS, account);
		}
		ObjectNode preservation = (ObjectNode) letter.path("preservation").path(0).deepCopy();
		preservation.putArray("accounts")
			.add(this.letters.draft(officer, id).content().accounts().get(0).id().toString());
		add(officer, id, LetterSection.PRESERVATION, preservation);
		receive(() -> this.letters.enclose(officer, id, "The ransom mail", paper(), Ids.next()));
		assertThat(this.letters.missing(officer, id)).isEmpty();
		return id;
	}

	private UUID company(String name) {
		return this.directory.companies()
			.stream()
			.filter((company) -> company.name().equals(name))
			.map(ProviderCompany::id)
			.findFirst()
			.orElseThrow();
	}

	private void add(Actor officer, UUID id, LetterSection section, ObjectNode item) {
		this.letters.saveItem(officer, id, section, null, item, 0, Ids.next());
	}

	UUID submitted() {
		return submitted(draft());
	}

	private UUID submitted(UUID id) {
		move(Visitor.OFFICER, id, RequestMove.SUBMIT, MoveDetails.none());
		Actor chief = actor(Visitor.CPS_CHIEF);
		UUID team = this.directory.teams(chief.office())
			.stream()
			.filter((one) -> one.name().equals("Complex Casework"))
			.map(CaseTeam::id)
			.findFirst()
			.orElseThrow();
		this.requests.allocate(chief, id, team);
		return id;
	}

	UUID queried() {
		UUID id = submitted();
		move(Visitor.PROSECUTOR, id, RequestMove.RETURN_TO_POLICE, MoveDetails.message("Who saw the mail?"));
		return id;
	}

	UUID issued() {
		return issued(submitted());
	}

	private UUID issued(UUID id) {
		Actor prosecutor = actor(Visitor.PROSECUTOR);
		assertThat(this.letters.issue(prosecutor,
				new Letters.Issue(id, Ids.next(), null, this.letters.draft(prosecutor, id).version(), "", true)))
			.isInstanceOf(MoveResult.Made.class);
		return id;
	}

	UUID transmitted() {
		return transmitted(issued());
	}

	private UUID transmitted(UUID id) {
		move(Visitor.UKCA, id, RequestMove.TRANSMIT, MoveDetails.none().withBasis("DPA 2018 s.75"));
		return id;
	}

	/** Asked about by the requested authority, with a paper. */
	UUID questioned() {
		UUID id = transmitted();
		acknowledge(id);
		UUID paper = moveWithPaper(Visitor.OIA, id, RequestMove.ASK, MoveDetails.message("See the list"));
		name("questioned.message", paper);
		return id;
	}

	private void acknowledge(UUID id) {
		move(Visitor.OIA, id, RequestMove.ACKNOWLEDGE, MoveDetails.none());
	}

	/** With a memorandum that the other side must never see. */
	UUID referred() {
		return referred(transmitted());
	}

	private UUID referred(UUID id) {
		acknowledge(id);
		UUID paper = moveWithPaper(Visitor.OIA, id, RequestMove.REFER,
				MoveDetails.reason("Probable cause holds").withOffice(actor(Visitor.USAO).office()));
		name("referred.memorandum", paper);
		return id;
	}

	/** With a process that is being prepared. */
	UUID executing() {
		UUID id = accepted(referred());
		name("executing.process", opened(id, ProcessKind.WARRANT, false));
		return id;
	}

	private UUID accepted(UUID id) {
		move(Visitor.USAO, id, RequestMove.ACCEPT, MoveDetails.none());
		return id;
	}

	private UUID opened(UUID id, ProcessKind kind, boolean sealed) {
		return Objects.requireNonNull(
				this.processes.open(actor(Visitor.USAO), Ids.next(), null, wish(id, kind, sealed)).process());
	}

	private UUID served(UUID id, boolean sealed) {
		UUID process = opened(id, ProcessKind.WARRANT, sealed);
		process(Visitor.USAO, process, ProcessMove.APPLY, ProcessDetails.reason("Applied for"));
		process(Visitor.USAO, process, ProcessMove.GRANTED, granted());
		process(Visitor.USAO, process, ProcessMove.SERVE, ProcessDetails.none());
		return process;
	}

	/**
	 * With four processes: a warrant in answer to which the provider has lodged one part
	 * and begun another, a sealed one that it is answering, one just served, and an order
	 * that is still being prepared and of which the provider knows nothing.
	 */
	UUID served() {
		UUID id = accepted(referred());
		UUID warrant = opened(id, ProcessKind.WARRANT, false);
		name("served.warrant", warrant);
		name("served.affidavit",
				processMoveWithPaper(Visitor.USAO, warrant, ProcessMove.APPLY, ProcessDetails.reason("Applied for")));
		process(Visitor.USAO, warrant, ProcessMove.GRANTED, granted());
		process(Visitor.USAO, warrant, ProcessMove.SERVE, ProcessDetails.none());
		process(Visitor.GOOGLE, warrant, ProcessMove.ACKNOWLEDGE, ProcessDetails.none());
		name("served.instrument", document(id, (one) -> one.kind().equals("WARRANT") && warrant.equals(one.subject())));
		UUID lodged = part(Visitor.GOOGLE, warrant, "served.lodged");
		lodge(lodged);
		name("served.manifest", document(id, (one) -> lodged.equals(one.subject()) && !one.name().endsWith(".pdf")));
		name("served.certificate", document(id, (one) -> lodged.equals(one.subject()) && one.name().endsWith(".pdf")));
		part(Visitor.GOOGLE, warrant, "served.begun");
		this.invoices.send(actor(Visitor.GOOGLE), warrant, Ids.next(), new Invoice.Bill("G-1", new BigDecimal("325.50"),
				Set.of(InvoiceWork.SEARCHING), "Five hours", false, ""));
		name("served.invoice", this.invoices.of(actor(Visitor.GOOGLE), warrant).get(0).id());
		UUID sealed = served(id, true);
		name("served.sealed", sealed);
		process(Visitor.GOOGLE, sealed, ProcessMove.ACKNOWLEDGE, ProcessDetails.none());
		name("served.sealed-instrument",
				document(id, (one) -> one.kind().equals("WARRANT") && sealed.equals(one.subject())));
		name("served.fresh", served(id, false));
		name("served.order", opened(id, ProcessKind.ORDER_2703D, false));
		preserve(id);
		return id;
	}

	/**
	 * With parts on the road home: one that the executing office is filtering, one at the
	 * prosecutor, one that the police have checked and one that they have received. The
	 * last two lack a file that was withheld.
	 */
	UUID home() {
		UUID id = accepted(referred());
		UUID process = served(id, false);
		process(Visitor.GOOGLE, process, ProcessMove.ACKNOWLEDGE, ProcessDetails.none());
		UUID exec = checked(process, "home.exec");
		mark(exec, "home.exec.file");
		name("home.sent", homeward(process, "home.sent", 3));
		UUID checked = homeward(process, "home.home", 4);
		step(Visitor.OFFICER, checked, ProductionMove.CONFIRM);
		UUID received = homeward(process, "home.received", 4);
		step(Visitor.OFFICER, received, ProductionMove.CONFIRM);
		step(Visitor.OFFICER, received, ProductionMove.RECEIVE);
		return id;
	}

	/** A part with two files that the executing office has checked. */
	private UUID checked(UUID process, String name) {
		UUID part = part(Visitor.GOOGLE, process, name);
		receive(() -> assertThat(this.productions.receive(actor(Visitor.GOOGLE), part, null,
				new IncomingFile("attachment", "list.csv", "text/csv",
						new ByteArrayInputStream("when,where\n".getBytes(StandardCharsets.UTF_8)),
						new LinkedMultiValueMap<>())))
			.isEmpty());
		lodge(part);
		step(Visitor.USAO, part, ProductionMove.CONFIRM);
		return part;
	}

	private void mark(UUID part, String file) {
		assertThat(this.filter.mark(actor(Visitor.USAO), part, UUID.fromString(this.names.get(file)), Set.of(),
				WithheldCategory.PRIVILEGED, "Between client and lawyer"))
			.isEmpty();
	}

	/** What the filter let pass, some hops on its way. */
	private UUID homeward(UUID process, String name, int hops) {
		UUID lodged = checked(process, name);
		mark(lodged, name + ".file");
		assertThat(this.filter.make(actor(Visitor.USAO), wish(lodged, ProductionMove.FILTER)))
			.isInstanceOf(MoveResult.Made.class);
		UUID part = this.evidence.of(actor(Visitor.USAO), this.evidence.part(actor(Visitor.USAO), lodged).request())
			.stream()
			.filter((view) -> lodged.equals(view.original()))
			.map(PartView::id)
			.findFirst()
			.orElseThrow();
		List<Visitor> road = List.of(Visitor.USAO, Visitor.OIA, Visitor.UKCA, Visitor.PROSECUTOR);
		for (Visitor one : road.subList(0, hops)) {
			if (one != Visitor.USAO) {
				step(one, part, ProductionMove.CONFIRM);
			}
			step(one, part, ProductionMove.FORWARD);
		}
		name(name + ".lodged", lodged);
		name(name, part);
		name(name + ".file", Objects.requireNonNull(this.evidence.part(actor(Visitor.USAO), part).files().get(0).id()));
		return part;
	}

	private static PartCommand wish(UUID part, ProductionMove move) {
		return PartCommand.of(part, move, Ids.next(), null);
	}

	private void step(Visitor visitor, UUID part, ProductionMove move) {
		MoveResult result = this.partMoves.make(actor(visitor), wish(part, move));
		if (result instanceof MoveResult.Proposed proposed) {
			result = this.partMoves.confirm(actor(Visitor.USAO_CHIEF), proposed.proposal(), Ids.next());
		}
		assertThat(result).as("%s by %s", move, visitor).isInstanceOf(MoveResult.Made.class);
	}

	/** Begins a part and puts a file in; of another nothing has come yet. */
	private UUID part(Visitor visitor, UUID process, String name) {
		Actor actor = actor(visitor);
		UUID part = Objects.requireNonNull(this.productions.begin(actor, process, Ids.next()).part());
		receive(() -> assertThat(this.productions.receive(actor, part, null, paper())).isEmpty());
		name(name, part);
		name(name + ".upload", Objects.requireNonNull(
				this.uploads.begin(actor, part, new IncomingUploads.Wish("coming.txt", 3, null, null)).id()));
		name(name + ".file", Objects.requireNonNull(this.evidence.part(actor, part).files().get(0).id()));
		return part;
	}

	private void lodge(UUID part) {
		Actor google = actor(Visitor.GOOGLE);
		PartView view = this.evidence.part(google, part);
		Map<UUID, PartOutcome> outcomes = new HashMap<>();
		view.accounts().forEach((account) -> outcomes.put(account.id(), PartOutcome.PRODUCED));
		assertThat(this.productions.lodge(google, part,
				new Lodging(Ids.next(), view.fingerprint(),
						new Certificate("Dana Ruiz", "Records custodian", EnumSet.allOf(CertificateStatement.class),
								"The mail system writes them", today()),
						outcomes)))
			.isInstanceOf(MoveResult.Made.class);
	}

	/**
	 * Asked of a provider that has nobody here: served on paper, and the executing office
	 * records its answer.
	 */
	UUID onPaper() {
		UUID id = accepted(referred(transmitted(issued(submitted(draft("Chatterly, Inc."))))));
		UUID process = served(id, false);
		process(Visitor.USAO, process, ProcessMove.ACKNOWLEDGE, ProcessDetails.message("By letter"));
		name("paper.process", process);
		part(Visitor.USAO, process, "paper.begun");
		UUID other = served(id, false);
		process(Visitor.USAO, other, ProcessMove.ACKNOWLEDGE, ProcessDetails.message("By letter"));
		name("paper.unanswered", other);
		return id;
	}

	private LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
	}

	private void preserve(UUID id) {
		LocalDate today = today();
		Actor officer = actor(Visitor.OFFICER);
		UUID company = this.preservations.companies(id).get(0).id();
		assertThat(this.preservations.record(officer, id, Ids.next(),
				new PreservationDetails(company, Basis.COURTESY, "P-2026-1", today.minusDays(30), null, null)))
			.isInstanceOf(MoveResult.Made.class);
		name("served.preservation", this.preservations.of(officer, id).get(0).id());
	}

	private NewProcess wish(UUID request, ProcessKind kind, boolean sealed) {
		Set<DataSought> data = EnumSet.noneOf(DataSought.class);
		for (DataSought one : DataSought.values()) {
			if (kind.carries(one)) {
				data.add(one);
			}
		}
		List<NewProcess.Want> wants = new ArrayList<>();
		// Nothing is demanded twice: each process is about another month.
		int before = this.processes.of(actor(Visitor.USAO), request).size();
		for (Accounts.Account account : this.accounts.of(request)) {
			wants.add(new NewProcess.Want(account.id(), data,
					Instant.parse("2026-%02d-01T00:00:00Z".formatted(before + 1)),
					Instant.parse("2026-%02d-01T00:00:00Z".formatted(before + 2)), ""));
		}
		return new NewProcess(request, kind, wants, sealed, false, "The kidnapping needs it");
	}

	private ProcessDetails granted() {
		LocalDate today = today();
		return ProcessDetails.reason("As applied for")
			.withAuthority(new ProcessDetails.Authority("U.S. District Court, Northern District of California",
					"3:26-mj-70411", "Hon. Marian Ellsworth", today, today.plusDays(14)))
			.withReturnDate(today.plusDays(21));
	}

	private UUID document(UUID request, java.util.function.Predicate<Document> which) {
		// No office reads every side's.
		return this.jdbc
			.sql("select d.id, d.subject_id, d.aspect, d.kind, d.name, d.media_type, d.size, d.sha256, d.created_at, "
					+ "d.created_by from document d where d.request_id = ? and d.id not in "
					+ "(select document_id from document_removed) order by d.created_at, d.id")
			.param(request)
			.query((row, index) -> new Document(row.getObject("id", UUID.class), request,
					row.getObject("subject_id", UUID.class), row.getString("aspect"), row.getString("kind"),
					row.getString("name"), row.getString("media_type"), row.getLong("size"), row.getString("sha256"),
					row.getTimestamp("created_at").toInstant(), row.getObject("created_by", UUID.class), null))
			.list()
			.stream()
			.filter(which)
			.map(Document::id)
			.findFirst()
			.orElseThrow();
	}

	private void move(Visitor visitor, UUID id, RequestMove move, MoveDetails details) {
		assertThat(this.moves.make(actor(visitor), new MoveCommand(id, move, Ids.next(), null, details)))
			.as("%s by %s", move, visitor)
			.isInstanceOf(MoveResult.Made.class);
	}

	private UUID moveWithPaper(Visitor visitor, UUID id, RequestMove move, MoveDetails details) {
		Actor actor = actor(visitor);
		UUID key = Ids.next();
		receive(() -> this.attachments.receive(actor, id, key, paper()));
		this.transaction.executeWithoutResult((status) -> {
			List<Document> papers = this.attachments.pending(actor, id, key);
			MoveResult result = this.moves.make(actor,
					new MoveCommand(id, move, key, null, details, papers.stream().map(Document::sha256).toList()));
			assertThat(result).as("%s by %s", move, visitor).isInstanceOf(MoveResult.Made.class);
			this.attachments.file(actor, papers, ((MoveResult.Made) result).entry());
		});
		return document(id, (one) -> one.kind().equals("ATTACHMENT"));
	}

	private void process(Visitor visitor, UUID process, ProcessMove move, ProcessDetails details) {
		assertThat(this.processMoves.make(actor(visitor), new ProcessCommand(process, move, Ids.next(), null, details)))
			.as("%s by %s", move, visitor)
			.isInstanceOf(MoveResult.Made.class);
	}

	private UUID processMoveWithPaper(Visitor visitor, UUID process, ProcessMove move, ProcessDetails details) {
		Actor actor = actor(visitor);
		UUID key = Ids.next();
		receive(() -> this.processAttachments.receive(actor, process, move, key, paper()));
		assertThat(this.processAttachments.make(actor, new ProcessCommand(process, move, key, null, details)))
			.as("%s by %s", move, visitor)
			.isInstanceOf(MoveResult.Made.class);
		return document(this.processes.facts(process).request(), (one) -> process.equals(one.subject()));
	}

	private static IncomingFile paper() {
		return new IncomingFile("attachment", "paper.txt", "text/plain",
				new ByteArrayInputStream("What it says".getBytes(StandardCharsets.UTF_8)), new LinkedMultiValueMap<>());
	}

	private interface Receiving {

		void receive() throws IOException;

	}

	private static void receive(Receiving receiving) {
		try {
			receiving.receive();
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	/**
	 * A digest of all that the database keeps but sessions, who has looked and who was
	 * refused: whoever draws a form has, and strangers are.
	 */
	String fingerprint() {
		List<String> tables = this.jdbc.sql("""
				select relname::text from pg_class
				where relnamespace = 'public'::regnamespace and relkind = 'r'
				and relname not like 'spring_session%' and relname not like 'flyway%' and relname not in
					('reading', 'refused_look', 'refused_look_at', 'security_record')
				and has_table_privilege(oid, 'SELECT') order by 1""").query(String.class).list();
		assertThat(tables).hasSizeGreaterThan(20);
		StringBuilder all = new StringBuilder();
		for (String table : tables) {
			all.append(table)
				.append(' ')
				.append(this.jdbc
					.sql("select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from "
							+ table + " t")
					.query(String.class)
					.single())
				.append('\n');
		}
		return all.toString();
	}

	/** A person's standing at the door, without a password. */
	JdbcClient jdbc() {
		return this.jdbc;
	}

}
