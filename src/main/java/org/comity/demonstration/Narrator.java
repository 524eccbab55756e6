package org.comity.demonstration;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.persistence.EntityManager;
import org.comity.directory.CaseTeam;
import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.directory.ProviderCompany;
import org.comity.documents.IncomingFile;
import org.comity.documents.MediaTypes;
import org.comity.evidence.Certificate;
import org.comity.evidence.CertificateStatement;
import org.comity.evidence.Evidence;
import org.comity.evidence.Filter;
import org.comity.evidence.Lodging;
import org.comity.evidence.OwnList;
import org.comity.evidence.PartCommand;
import org.comity.evidence.PartMoves;
import org.comity.evidence.PartOutcome;
import org.comity.evidence.PartView;
import org.comity.evidence.ProductionMove;
import org.comity.evidence.Productions;
import org.comity.evidence.WithheldCategory;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Move;
import org.comity.kernel.Mover;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.kernel.StoryClock;
import org.comity.letters.Letters;
import org.comity.preservation.Basis;
import org.comity.preservation.PreservationDetails;
import org.comity.preservation.Preservations;
import org.comity.process.CompulsionMeans;
import org.comity.process.DataSought;
import org.comity.process.NewProcess;
import org.comity.process.NonDisclosureGround;
import org.comity.process.ObjectionGround;
import org.comity.process.ProcessCommand;
import org.comity.process.ProcessDetails;
import org.comity.process.ProcessKind;
import org.comity.process.ProcessMove;
import org.comity.process.ProcessMoves;
import org.comity.process.Processes;
import org.comity.requests.AccountOutcome;
import org.comity.requests.MoveCommand;
import org.comity.requests.MoveDetails;
import org.comity.requests.MoveResult;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoves;
import org.comity.requests.Requests;
import org.comity.wall.Wall;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;

/**
 * Tells a story through the services that everybody uses: the clock is set to the day and
 * the person whose move it is makes it. What a service refuses ends the telling.
 */
@Component
@ConditionalOnBooleanProperty("comity.demonstration.enabled")
class Narrator {

	private static final String CHANNEL = "UK-US-MLAT";

	private final Stories stories;

	private final Requests requests;

	private final RequestMoves moves;

	private final Letters letters;

	private final LetterWriting writing;

	private final Preservations preservations;

	private final Processes processes;

	private final ProcessMoves processMoves;

	private final Productions productions;

	private final Evidence evidence;

	private final PartMoves partMoves;

	private final Filter filter;

	private final Directory directory;

	private final Players players;

	private final EntityManager entities;

	private final Wall wall;

	private final StoryClock clock;

	private volatile boolean silent;

	Narrator(Stories stories, Requests requests, RequestMoves moves, Letters letters, LetterWriting writing,
			Preservations preservations, Processes processes, ProcessMoves processMoves, Productions productions,
			Evidence evidence, PartMoves partMoves, Filter filter, Directory directory, Players players,
			EntityManager entities, Wall wall, StoryClock clock) {
		this.stories = stories;
		this.requests = requests;
		this.moves = moves;
		this.letters = letters;
		this.writing = writing;
		this.preservations = preservations;
		this.processes = processes;
		this.processMoves = processMoves;
		this.productions = productions;
		this.evidence = evidence;
		this.partMoves = partMoves;
		this.filter = filter;
		this.directory = directory;
		this.players = players;
		this.entities = entities;
		this.wall = wall;
		this.clock = clock;
	}

	/**
	 * Tells one story, in the caller's transaction. The caller sets the clock right
	 * again.
	 */
	void tell(Story story, LocalDate today) {
		Telling telling = new Telling(story, today);
		// What is asked in nobody's name is asked in the force's.
		this.wall.inTheNameOf(telling.officer.office(), telling::tell);
	}

	/** Breaks off, before its next step, what is being told, and tells nothing more. */
	void silence() {
		this.silent = true;
	}

	/** One request of a story, as far as it has been told. */
	private static final class Case {

		private final UUID request;

		/** The letter's items by the names the story gives them. */
		private final Map<String, UUID> items = new HashMap<>();

		/** The processes by the names the story gives them, and the one it is about. */
		private final Map<String, UUID> processes = new HashMap<>();

		private @Nullable UUID process;

		private @Nullable UUID preserved;

		/** The part on its road, as it travels. */
		private @Nullable UUID part;

		private boolean written;

		private Case(UUID request) {
			this.request = request;
		}

	}

	private final class Telling {

		private final Story story;

		private final Page script;

		private final Days days;

		private final Instant end;

		private final List<Page> letter;

		private final Actor officer;

		/** Who has played in this story, by office and roles. */
		private final Map<String, Actor> cast = new HashMap<>();

		private Instant now = Instant.MIN;

		private int steps;

		private Case open;

		private Telling(Story story, LocalDate today) {
			this.story = story;
			this.days = story.days(today);
			this.script = story.script().with(this.days);
			this.end = Narrator.this.clock.instant();
			String other = this.script.text("letterOf");
			this.letter = new ArrayList<>();
			if (other != null) {
				this.letter.addAll(Narrator.this.stories.named(other).script().with(this.days).pages("letter"));
			}
			this.letter.addAll(this.script.pages("letter"));
			this.officer = Narrator.this.players.named(this.script.required("officer"));
			this.open = open(this.script.number("opened"));
		}

		private Case open(int day) {
			at(day, this.officer);
			String name = this.script.required("company");
			UUID company = Narrator.this.directory.companies()
				.stream()
				.filter((one) -> one.name().equals(name))
				.map(ProviderCompany::id)
				.findFirst()
				.orElseThrow();
			String team = this.script.text("team");
			UUID teamId = Narrator.this.directory.teams(this.officer.office())
				.stream()
				.filter((one) -> one.name().equals(team))
				.map(CaseTeam::id)
				.findFirst()
				.orElse(null);
			return new Case(Narrator.this.requests
				.open(this.officer, Ids.next(),
						new Requests.NewRequest(this.script.required("title"), company, CHANNEL,
								this.script.text("operation"), teamId))
				.orElseThrow());
		}

		private void tell() {
			this.script.value("submitted");
			for (Page step : this.script.pages("steps")) {
				if (Narrator.this.silent) {
					throw new CancellationException("Told to be silent");
				}
				step(step);
				step.read();
				Narrator.this.entities.flush();
				Narrator.this.entities.clear();
			}
			this.script.read();
		}

		private void step(Page step) {
			int day = step.number("day");
			if (step.has("write")) {
				write(day, step.number("write"));
			}
			else if (step.has("keep") || step.has("renew")) {
				keep(day, step);
			}
			else if (step.has("issue")) {
				issue(day, step.required("issue"));
			}
			else if (step.has("supplement")) {
				supplement(day, step);
			}
			else if (step.has("move")) {
				move(day, step);
			}
			else if (step.has("demand")) {
				demand(day, step.page("demand"));
			}
			else if (step.has("process")) {
				process(day, step);
			}
			else if (step.has("produce")) {
				produce(day, step.page("produce"));
			}
			else if (step.has("part")) {
				part(day, step);
			}
			else {
				throw step.wrong("tells of nothing");
			}
		}

		/**
		 * Sets the clock: working hours where the person is, and never before what was
		 * told last.
		 */
		private void at(int day, Actor actor) {
			int minutes = Math.floorMod((this.story.code() + ":" + this.steps++).hashCode(), 300);
			LocalTime opens = actor.country().equals("US") ? LocalTime.of(16, 5) : LocalTime.of(9, 5);
			Instant wanted = this.days.day(day).atTime(opens).plusMinutes(minutes).toInstant(ZoneOffset.UTC);
			Instant next = this.now.equals(Instant.MIN) ? wanted : this.now.plus(Duration.ofMinutes(11 + minutes / 20));
			this.now = wanted.isAfter(next) ? wanted : next;
			if (this.now.isAfter(this.end)) {
				throw new IllegalStateException(this.story.code() + " tells of the future: " + this.now);
			}
			Narrator.this.clock.tell(this.now);
		}

		private Requests.Facts facts() {
			return Narrator.this.requests.facts(this.open.request);
		}

		private void write(int day, int part) {
			OfficeKind kind = facts().state().heldBy();
			Actor writer = (kind == OfficeKind.INVESTIGATOR) ? this.officer
					: player(OfficeKind.PROSECUTOR, Set.of(Role.PROSECUTOR));
			at(day, writer);
			Narrator.this.writing.write(writer, this.open.request, this.letter.get(part - 1), this.open.items,
					!this.open.written && part == 1);
			this.open.written = true;
		}

		private void keep(int day, Page step) {
			boolean renewal = step.has("renew");
			Page said = step.page(renewal ? "renew" : "keep");
			Actor actor = said.has("by") ? Narrator.this.players.named(said.required("by")) : this.officer;
			at(day, actor);
			PreservationDetails details = new PreservationDetails(facts().company(),
					Basis.valueOf(said.required("basis")), said.text("reference"), said.date("made"),
					said.date("confirmed"), said.date("expires"));
			UUID before = this.open.preserved;
			if (renewal && before == null) {
				throw step.wrong("renews what was never kept");
			}
			made(step,
					(renewal && before != null)
							? Narrator.this.preservations.renew(actor, this.open.request, before, Ids.next(), details)
							: Narrator.this.preservations.record(actor, this.open.request, Ids.next(), details));
			this.open.preserved = Narrator.this.preservations.of(actor, this.open.request).get(0).id();
			said.read();
		}

		private void issue(int day, String note) {
			Actor prosecutor = player(OfficeKind.PROSECUTOR, Set.of(Role.PROSECUTOR));
			at(day, prosecutor);
			long version = Narrator.this.letters.draft(prosecutor, this.open.request).version();
			made(this.script, Narrator.this.letters.issue(prosecutor,
					new Letters.Issue(this.open.request, Ids.next(), null, version, note, true)));
		}

		/** From here on the story is about the supplement. */
		private void supplement(int day, Page step) {
			Page said = step.page("supplement");
			Actor prosecutor = player(OfficeKind.PROSECUTOR, Set.of(Role.PROSECUTOR));
			at(day, prosecutor);
			this.open = new Case(Narrator.this.requests.openSupplement(prosecutor, new MoveCommand(this.open.request,
					RequestMove.OPEN_SUPPLEMENT, Ids.next(), null, MoveDetails.reason(said.required("reason"))),
					said.required("title")));
			this.open.written = true;
			said.read();
		}

		private void move(int day, Page step) {
			RequestMove move = RequestMove.valueOf(step.required("move"));
			Actor actor = mover(step, move, facts().state().heldBy());
			at(day, actor);
			String office = step.text("office");
			MoveDetails details = new MoveDetails(step.text("message"), step.text("reason"), step.text("ground"),
					step.text("consultation"), step.text("basis"), (office != null) ? office(office).id() : null,
					step.date("date"), accounts(step));
			MoveResult result = Narrator.this.moves.make(actor,
					new MoveCommand(this.open.request, move, Ids.next(), null, details));
			made(step, (result instanceof MoveResult.Proposed proposed)
					? Narrator.this.moves.confirm(second(actor), proposed.proposal(), Ids.next()) : result);
		}

		private Set<UUID> accounts(Page step) {
			return step.texts("accounts").stream().map((key) -> account(step, key)).collect(Collectors.toSet());
		}

		private UUID account(Page step, String key) {
			UUID account = this.open.items.get(key);
			if (account == null) {
				throw step.wrong("names an account that is nothing: " + key);
			}
			return account;
		}

		/**
		 * Opens a process. The steps that follow are about it, unless they name another.
		 */
		private void demand(int day, Page said) {
			Actor attorney = player(OfficeKind.EXECUTING_AUTHORITY, Set.of(Role.ATTORNEY));
			at(day, attorney);
			List<NewProcess.Want> wants = said.pages("wants").stream().map((want) -> {
				NewProcess.Want one = new NewProcess.Want(account(want, want.required("account")),
						want.texts("data").stream().map(DataSought::valueOf).collect(Collectors.toSet()),
						want.moment("from"), want.moment("to"),
						Objects.requireNonNullElse(want.text("particulars"), ""));
				want.read();
				return one;
			}).toList();
			Processes.Opening opening = Narrator.this.processes.open(attorney, Ids.next(), null,
					new NewProcess(this.open.request, ProcessKind.valueOf(said.required("kind")), wants,
							said.has("sealed") && said.required("sealed").equals("true"),
							said.has("grandJury") && said.required("grandJury").equals("true"), said.required("why")));
			made(said, opening.result());
			this.open.process = Objects.requireNonNull(opening.process());
			this.open.processes.put(said.required("as"), this.open.process);
			said.read();
		}

		private void process(int day, Page step) {
			ProcessMove move = ProcessMove.valueOf(step.required("process"));
			UUID process = named(step);
			Actor actor = mover(step, move, Narrator.this.processes.facts(process).state().heldBy());
			at(day, actor);
			Map<UUID, AccountOutcome> answers = outcomes(step, AccountOutcome::valueOf);
			String custodian = step.text("custodian");
			ProcessDetails details = ProcessDetails.none()
				.withMessage(step.text("message"))
				.withReason(step.text("reason"))
				.withAuthority(new ProcessDetails.Authority(step.text("court"), step.text("docket"), step.text("judge"),
						step.date("granted"), step.date("expires")))
				.withReturnDate(step.date("returnDate"))
				.withScope(step.text("scope"))
				.withAnswer(answers,
						(custodian != null) ? new ProcessDetails.Certificate(custodian, step.required("title")) : null);
			if (step.has("grounds")) {
				details = details.withNonDisclosure(
						step.texts("grounds").stream().map(NonDisclosureGround::valueOf).collect(Collectors.toSet()),
						details.authority().grantedOn(), step.date("ends"));
			}
			if (step.has("objections")) {
				details = details.withObjections(
						step.texts("objections").stream().map(ObjectionGround::valueOf).collect(Collectors.toSet()));
			}
			if (step.has("means")) {
				details = details.withMeans(CompulsionMeans.valueOf(step.required("means")));
			}
			made(step, Narrator.this.processMoves.make(actor,
					new ProcessCommand(process, move, Ids.next(), null, details)));
		}

		private UUID named(Page step) {
			String name = step.text("of");
			UUID process = (name != null) ? this.open.processes.get(name) : this.open.process;
			if (process == null) {
				throw step.wrong("is about a process that is nothing");
			}
			return process;
		}

		private <T> Map<UUID, T> outcomes(Page step, Function<String, T> outcome) {
			Page said = step.page("outcomes");
			return said.names()
				.stream()
				.collect(Collectors.toMap((key) -> account(step, key), (key) -> outcome.apply(said.required(key))));
		}

		/** Uploads files in answer to a process and lodges them with a certificate. */
		private void produce(int day, Page said) {
			UUID process = named(said);
			Actor counsel = player(OfficeKind.PROVIDER, Set.of(Role.PROVIDER_COUNSEL));
			at(day, counsel);
			Productions productions = Narrator.this.productions;
			UUID part = Objects.requireNonNull(productions.begin(counsel, process, Ids.next()).part());
			for (Page file : said.pages("files")) {
				byte[] content = content(file);
				String name = file.required("name");
				String account = file.text("account");
				try (BufferedInputStream stream = MediaTypes.rewindable(new ByteArrayInputStream(content))) {
					List<Rejection> refused = productions.receive(counsel, part,
							(account != null) ? account(file, account) : null, new IncomingFile("file", name,
									MediaTypes.detect(stream, name), stream, new LinkedMultiValueMap<>()));
					if (!refused.isEmpty()) {
						throw file.wrong("was not taken: " + refused);
					}
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
				file.read();
			}
			at(day, counsel);
			Certificate certificate = new Certificate(said.required("custodian"), said.required("title"),
					said.texts("statements").stream().map(CertificateStatement::valueOf).collect(Collectors.toSet()),
					this.days.day(day));
			made(said,
					productions.lodge(counsel, part,
							new Lodging(Ids.next(), Narrator.this.evidence.part(counsel, part).fingerprint(),
									certificate, outcomes(said, PartOutcome::valueOf))));
			this.open.part = part;
			said.read();
		}

		/**
		 * Moves the part lodged last, or what the filter made of it, along the road home.
		 */
		private void part(int day, Page step) {
			ProductionMove move = ProductionMove.valueOf(step.required("part"));
			UUID part = this.open.part;
			if (part == null) {
				throw step.wrong("moves a part that is nothing");
			}
			Actor attorney = player(OfficeKind.EXECUTING_AUTHORITY, Set.of(Role.ATTORNEY));
			PartView view = Narrator.this.evidence.part(attorney, part);
			Actor actor = mover(step, move, view.hop());
			at(day, actor);
			step.pages("withhold").forEach((item) -> withhold(actor, view, item));
			String wrong = step.text("wrongHash");
			PartCommand command = PartCommand.of(part, move, Ids.next(), null)
				.withMessage(step.text("message"))
				.withReason(step.text("reason"))
				.withDate(step.date("date"))
				.withList((wrong != null) ? listWithout(view, wrong) : null);
			boolean filter = move == ProductionMove.FILTER || move == ProductionMove.WITHHOLD_ALL;
			MoveResult result = filter ? Narrator.this.filter.make(actor, command)
					: Narrator.this.partMoves.make(actor, command);
			if (result instanceof MoveResult.Proposed proposed) {
				result = Narrator.this.partMoves.confirm(second(actor), proposed.proposal(), Ids.next());
			}
			if (wrong != null) {
				if (!(result instanceof MoveResult.Rejected)) {
					throw step.wrong("should have found a difference");
				}
				return;
			}
			made(step, result);
			if (move == ProductionMove.FILTER) {
				this.open.part = Narrator.this.evidence.of(attorney, this.open.request)
					.stream()
					.filter((one) -> part.equals(one.original()))
					.map(PartView::id)
					.reduce((first, last) -> last)
					.orElseThrow();
			}
		}

		private void withhold(Actor actor, PartView view, Page item) {
			String name = item.required("file");
			UUID file = view.files()
				.stream()
				.filter((one) -> name.equals(one.name()))
				.map(PartView.File::id)
				.filter(Objects::nonNull)
				.findFirst()
				.orElseThrow(() -> item.wrong("is about a file that is nothing"));
			Set<Integer> messages = item.list("messages")
				.stream()
				.map((one) -> Integer.valueOf(one.toString()))
				.collect(Collectors.toSet());
			List<Rejection> refused = Narrator.this.filter.mark(actor, view.id(), file, messages,
					WithheldCategory.valueOf(item.required("category")), item.required("reason"));
			if (!refused.isEmpty()) {
				throw item.wrong("was not marked: " + refused);
			}
			item.read();
		}

		/** A list that came by another way, and has one file wrong. */
		private OwnList listWithout(PartView view, String file) {
			String text = view.files()
				.stream()
				.map((one) -> (file.equals(one.name()) ? "0".repeat(64) : one.sha256()) + "  " + one.name())
				.collect(Collectors.joining("\n"));
			return OwnList.read(text).orElseThrow();
		}

		/** What stands in the story, or what is made for it. */
		private byte[] content(Page file) {
			if (file.has("text")) {
				return file.required("text").getBytes(StandardCharsets.UTF_8);
			}
			Mailbox mailbox = Mailbox.ofTheKidnapper(this.days.zero());
			return switch (file.required("made")) {
				case "mailbox" -> mailbox.mbox();
				case "sign-ins" -> mailbox.signInRecord();
				default -> throw file.wrong("is made by nobody");
			};
		}

		/** Who makes a move: of those who may, an office that holds the request first. */
		private Actor mover(Page step, Move<?> move, @Nullable OfficeKind holder) {
			if (step.has("by")) {
				return Narrator.this.players.named(step.required("by"));
			}
			boolean two = holder != null && move.byTwoAt(holder);
			Mover mover = (two ? move.proposers() : move.movers()).stream()
				.filter((one) -> one.kind() == holder)
				.findFirst()
				.orElseGet(() -> move.movers().get(0));
			return (mover.kind() == OfficeKind.INVESTIGATOR && mover.roles().contains(Role.OFFICER)) ? this.officer
					: player(mover.kind(), mover.roles());
		}

		private Actor player(OfficeKind kind, Set<Role> roles) {
			Requests.Facts facts = facts();
			UUID office = switch (kind) {
				case INVESTIGATOR -> this.officer.office();
				case PROSECUTOR -> facts.prosecutorOffice();
				case REQUESTING_AUTHORITY -> office("UKCA").id();
				case REQUESTED_AUTHORITY -> office("OIA").id();
				case EXECUTING_AUTHORITY -> facts.executingOffice();
				case PROVIDER -> facts.providerOffice();
				default -> throw new IllegalArgumentException(kind + " moves nothing");
			};
			return this.cast.computeIfAbsent(office + " " + new TreeSet<>(roles),
					(part) -> Narrator.this.players.of(office, roles));
		}

		/** Who confirms what another proposed: a supervisor of the same office. */
		private Actor second(Actor first) {
			return player(first.kind(), Set.of(Role.SUPERVISOR));
		}

		private Office office(String code) {
			return Narrator.this.directory.officeByCode(code).orElseThrow();
		}

		private void made(Page step, MoveResult result) {
			if (!(result instanceof MoveResult.Made)) {
				throw step.wrong("of " + this.story.code() + " was not made: " + result);
			}
		}

	}

}
