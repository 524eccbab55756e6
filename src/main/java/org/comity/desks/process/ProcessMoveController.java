package org.comity.desks.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.casefile.CaseHead;
import org.comity.desks.fragments.Choice;
import org.comity.desks.fragments.FileEntry;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.HeldWords;
import org.comity.desks.fragments.Phrase;
import org.comity.documents.IncomingFile;
import org.comity.documents.UploadPlace;
import org.comity.documents.UploadedForm;
import org.comity.documents.Uploads;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.preservation.Preservations;
import org.comity.process.Affidavits;
import org.comity.process.CompulsionMeans;
import org.comity.process.Demand;
import org.comity.process.NonDisclosure;
import org.comity.process.NonDisclosureGround;
import org.comity.process.ObjectionGround;
import org.comity.process.ProcessAttachments;
import org.comity.process.ProcessCommand;
import org.comity.process.ProcessDetails;
import org.comity.process.ProcessInput;
import org.comity.process.ProcessKind;
import org.comity.process.ProcessMove;
import org.comity.process.ProcessMoves;
import org.comity.process.ProcessView;
import org.comity.process.Processes;
import org.comity.process.ServedProcess;
import org.comity.requests.AccountOutcome;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Status;
import org.comity.requests.Timeline;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The form of every move of a process that has none of its own, made from what its row in
 * the table asks for. A grave move stops first and says what it leads to. The provider's
 * address is its own; the page is made of what it may know.
 */
@Controller
class ProcessMoveController {

	private static final String REQUESTED_SIDE = "/processes/{id}/moves/{name}";

	private static final String PROVIDER = "/provider/processes/{id}/moves/{name}";

	private final Processes processes;

	private final ProcessMoves moves;

	private final ProcessAttachments attachments;

	private final Affidavits affidavits;

	private final Preservations preservations;

	private final CaseHead head;

	private final ProcessWords words;

	private final MessageSource messages;

	ProcessMoveController(Processes processes, ProcessMoves moves, ProcessAttachments attachments,
			Affidavits affidavits, Preservations preservations, CaseHead head, ProcessWords words,
			MessageSource messages) {
		this.head = head;
		this.processes = processes;
		this.moves = moves;
		this.attachments = attachments;
		this.affidavits = affidavits;
		this.preservations = preservations;
		this.words = words;
		this.messages = messages;
	}

	/**
	 * What a form needs to know of its process, whoever looks.
	 */
	private record Scene(Actor actor, UUID id, String number, ProcessKind kind, Status status, List<Demand> accounts,
			NonDisclosure silence, List<Timeline.Item> timeline, List<ProcessMove> moves, UUID drawnFrom) {

		boolean provider() {
			return this.actor.kind() == OfficeKind.PROVIDER;
		}

		/** The process's page. */
		String home() {
			return (provider() ? "/provider/processes/" : "/processes/") + this.id;
		}

	}

	private Scene scene(Actor actor, UUID id) {
		if (actor.kind() == OfficeKind.PROVIDER) {
			ServedProcess served = this.processes.served(actor, id);
			return new Scene(actor, id, served.reference(), served.kind(), served.status(), served.accounts(),
					served.nonDisclosure(), served.timeline(), served.moves(), served.drawnFrom());
		}
		ProcessView view = this.processes.view(actor, id);
		return new Scene(actor, id, view.reference(), view.kind(), view.status(), view.accounts(), view.nonDisclosure(),
				view.timeline(), view.moves(), view.drawnFrom());
	}

	/**
	 * Finds the move of an address, for the side whose address it is.
	 * @throws NoSuchRequest if this person could never make it on this process, or not by
	 * this form
	 */
	private ProcessMove move(Actor actor, UUID id, String name, HttpServletRequest request) {
		boolean providers = request.getRequestURI().startsWith(request.getContextPath() + "/provider/");
		if (providers != (actor.kind() == OfficeKind.PROVIDER)) {
			throw new NoSuchRequest();
		}
		return Arrays.stream(ProcessMove.values())
			.filter((move) -> ProcessWords.inAddress(move).equals(name) && !move.ownScreen())
			.filter((move) -> this.moves.mayEver(actor, id, move))
			.findFirst()
			.orElseThrow(NoSuchRequest::new);
	}

	@GetMapping({ REQUESTED_SIDE, PROVIDER })
	String form(Actor actor, @PathVariable UUID id, @PathVariable String name, HttpServletRequest request, Model model,
			HttpServletResponse response) {
		ProcessMove move = move(actor, id, name, request);
		Scene scene = scene(actor, id);
		if (!scene.moves().contains(move)) {
			return gone(scene, move, List.of(), model, response);
		}
		MultiValueMap<String, String> fresh = new LinkedMultiValueMap<>();
		fresh.add("formKey", Ids.next().toString());
		fresh.add("drawnFrom", scene.drawnFrom().toString());
		return draw(scene, move, new ProcessForm(fresh), model);
	}

	@PostMapping(path = { REQUESTED_SIDE, PROVIDER }, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	String make(Actor actor, @PathVariable UUID id, @PathVariable String name,
			@RequestParam MultiValueMap<String, String> typed, HttpServletRequest request, Model model,
			HttpServletResponse response, RedirectAttributes redirect) {
		ProcessMove move = move(actor, id, name, request);
		return decide(actor, id, move, new ProcessForm(typed), List.of(), model, response, redirect);
	}

	@PostMapping(path = { REQUESTED_SIDE, PROVIDER }, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	String makeWithPapers(Actor actor, @PathVariable UUID id, @PathVariable String name, HttpServletRequest request,
			Model model, HttpServletResponse response, RedirectAttributes redirect) {
		ProcessMove move = move(actor, id, name, request);
		List<Rejection> refused = new ArrayList<>();
		UploadedForm uploaded = Uploads.read(request, place(move), (file) -> {
			if (move.takes(ProcessInput.ATTACHMENT)) {
				receive(actor, id, move, file, refused);
			}
		});
		refused.addAll(uploaded.rejections());
		return decide(actor, id, move, new ProcessForm(uploaded.fields()), refused, model, response, redirect);
	}

	private void receive(Actor actor, UUID id, ProcessMove move, IncomingFile file, List<Rejection> refused)
			throws IOException {
		UUID formKey = new ProcessForm(file.fieldsBefore()).formKey();
		if (this.attachments.pending(actor, id, formKey).size() >= ProcessAttachments.MOST) {
			refused.add(Rejection.at("attachment", "process.input.attachment.too-many"));
			return;
		}
		this.attachments.receive(actor, id, move, formKey, file);
	}

	/** Where a judge has granted something, what is attached is the order. */
	private static UploadPlace place(ProcessMove move) {
		return move.takes(ProcessInput.GRANTED_ON) ? UploadPlace.COURT_ORDER : UploadPlace.PROCESS;
	}

	private String decide(Actor actor, UUID id, ProcessMove move, ProcessForm form, List<Rejection> refused,
			Model model, HttpServletResponse response, RedirectAttributes redirect) {
		UUID formKey = form.formKey();
		form.dropped().forEach((paper) -> this.attachments.drop(actor, id, formKey, paper));
		if (form.wantsBack()) {
			return draw(scene(actor, id), move, form, model);
		}
		List<Rejection> rejections = new ArrayList<>(refused);
		rejections.addAll(form.senseless(move));
		boolean ask = move.grave() && !form.confirmed();
		ProcessCommand command = new ProcessCommand(id, move, formKey, form.drawnFrom(), form.details(move));
		MoveResult result = (ask || !rejections.isEmpty()) ? this.moves.foresee(actor, command).orElse(null)
				: this.attachments.make(actor, command);
		if (result instanceof MoveResult.Stale stale) {
			return stale(scene(actor, id), move, form, stale, model, response);
		}
		if (result != null && result.done()) {
			redirect.addFlashAttribute("flash", new Phrase("move.process." + move + ".done", List.of()));
			return "redirect:" + scene(actor, id).home();
		}
		if (result instanceof MoveResult.Rejected rejected) {
			// What was typed and is no date counts as typed, not as missing.
			rejected.reasons()
				.stream()
				.filter((one) -> one.field().isEmpty()
						|| rejections.stream().noneMatch((known) -> known.field().equals(one.field())))
				.toList()
				.forEach(rejections::add);
		}
		Scene scene = scene(actor, id);
		if (!rejections.isEmpty()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
			model.addAttribute("errors", FormErrors.of(rejections, this.messages, Locale.UK));
			return draw(scene, move, form, model);
		}
		common(scene, move, model);
		model.addAttribute("consequence", ProcessWords.text(move, "consequence"));
		model.addAttribute("formKey", formKey);
		model.addAttribute("drawnFrom", form.drawnFrom());
		model.addAttribute("carried", form.carried());
		return "process/confirm";
	}

	private void common(Scene scene, ProcessMove move, Model model) {
		model.addAttribute("home", scene.home());
		model.addAttribute("moveName", ProcessWords.inAddress(move));
		model.addAttribute("moveLabel", this.words.name(scene.actor(), move));
		model.addAttribute("explanation", ProcessWords.text(move, "explain"));
		model.addAttribute("processNumber", scene.number());
		model.addAttribute("clock", this.head.clock(scene.actor(), this.processes.facts(scene.id()).request()));
		model.addAttribute("processKind", new Phrase("process.kind." + scene.kind(), List.of()));
		model.addAttribute("status", this.words.status(scene.status()));
		model.addAttribute("statusTone", ProcessWords.tone(scene.status()));
		if (move == ProcessMove.SERVE) {
			model.addAttribute("before", beforeService(scene));
		}
		if (move == ProcessMove.APPLY) {
			model.addAttribute("printed",
					this.affidavits.of(scene.actor(), scene.id())
						.map((one) -> Phrase.of("process.move.apply.statement", one.savedBy(),
								this.words.moment(one.savedAt())))
						.orElse(Phrase.of("process.move.apply.none")));
		}
	}

	/** What whoever serves must know: whether the user may be told, and a lapse. */
	private List<Phrase> beforeService(Scene scene) {
		List<Phrase> known = new ArrayList<>();
		var until = scene.silence().until();
		known.add((scene.silence().inForce() && until != null)
				? Phrase.of("process.move.serve.until", this.words.day(until)) : Phrase.of("process.move.serve.none"));
		if (this.preservations.lapsed(this.processes.facts(scene.id()).request())) {
			known.add(Phrase.of("process.view.preservation.lapsed"));
		}
		return known;
	}

	private String draw(Scene scene, ProcessMove move, ProcessForm form, Model model) {
		common(scene, move, model);
		model.addAttribute("formKey", form.formKey());
		model.addAttribute("drawnFrom", form.drawnFrom());
		model.addAttribute("values", form.values());
		model.addAttribute("labels", labels(move));
		model.addAttribute("messageHint",
				Phrase.of(scene.provider() ? "process.input.message.hint.provider" : "process.input.message.hint"));
		model.addAttribute("longest", ProcessDetails.MAX_TEXT);
		model.addAttribute("stops", move.grave());
		model.addAttribute("said", said(scene));
		model.addAttribute("grounds",
				Arrays.stream(NonDisclosureGround.values())
					.map((ground) -> Choice.of(ground.name(), new Phrase("process.ground." + ground, List.of())))
					.toList());
		model.addAttribute("chosenGrounds", form.chosenGrounds());
		model.addAttribute("objections",
				Arrays.stream(ObjectionGround.values()).map(ProcessMoveController::objection).toList());
		model.addAttribute("chosenObjections", form.chosenObjections());
		model.addAttribute("means",
				Arrays.stream(CompulsionMeans.values())
					.map((means) -> Choice.of(means.name(), new Phrase("process.means." + means, List.of())))
					.toList());
		model.addAttribute("questions", questions(scene, move));
		model.addAttribute("answers",
				List.of(AccountOutcome.PRODUCED, AccountOutcome.NO_RECORDS, AccountOutcome.NOT_OURS)
					.stream()
					.map((one) -> Choice.of(one.name(), new Phrase("process.input.outcome." + one, List.of())))
					.toList());
		boolean over = scene.provider() || move.required().contains(ProcessInput.MESSAGE);
		model.addAttribute("attachmentHint",
				Phrase.of((place(move) == UploadPlace.COURT_ORDER) ? "process.input.attachment.hint.order"
						: over ? "process.input.attachment.hint.over" : "process.input.attachment.hint"));
		model.addAttribute("papers", papers(scene, move, form));
		return "process/move";
	}

	private static Choice objection(ObjectionGround ground) {
		Choice choice = Choice.of(ground.name(), new Phrase("process.objection." + ground, List.of()));
		return ground.citation().isEmpty() ? choice
				: choice.withHint(Phrase.of("process.objection.cited", ground.citation()));
	}

	/** A paper that hangs on the form. */
	record Paper(UUID id, FileEntry entry, @Nullable Phrase held) {
	}

	private List<Paper> papers(Scene scene, ProcessMove move, ProcessForm form) {
		return !move.takes(ProcessInput.ATTACHMENT) ? List.of() : this.attachments
			.pending(scene.actor(), scene.id(), form.formKey())
			.stream()
			.map((one) -> new Paper(one.id(), new FileEntry(one.name(), null, one.size(), null, one.sha256(), null),
					HeldWords.of(one.held())))
			.toList();
	}

	/** What must be answered of one account. */
	record Question(String name, String identifier) {
	}

	private static List<Question> questions(Scene scene, ProcessMove move) {
		return !move.takes(ProcessInput.OUTCOMES) ? List.of()
				: scene.accounts()
					.stream()
					.map((demand) -> new Question(ProcessForm.OUTCOME + demand.account(), demand.identifier()))
					.toList();
	}

	/**
	 * The label of each field that the move takes, by the name of the field; what may be
	 * left out says so.
	 */
	private Map<String, String> labels(ProcessMove move) {
		Map<String, String> labels = new LinkedHashMap<>();
		for (ProcessInput input : ProcessInput.values()) {
			if (move.takes(input)) {
				String field = field(input);
				String label = this.words.say("process.input." + field);
				labels.put(field,
						move.required().contains(input) ? label : this.words.say("process.input.optional", label));
			}
		}
		return labels;
	}

	private static String field(ProcessInput input) {
		return switch (input) {
			case GRANTED_ON -> "grantedOn";
			case EXPIRES_ON -> "expiresOn";
			case RETURN_DATE -> "returnDate";
			case ENDS_ON -> "endsOn";
			case OUTCOMES -> "outcomes";
			default -> input.name().toLowerCase(Locale.ROOT);
		};
	}

	/** The last words of the other side. */
	record Said(String office, java.time.Instant at, String words) {
	}

	private static @Nullable Said said(Scene scene) {
		return scene.timeline()
			.stream()
			.filter((item) -> !item.full() && !item.words().isEmpty())
			.findFirst()
			.map((item) -> new Said(item.office(), item.occurredAt(),
					String.join("\n\n", item.words().stream().map(Timeline.Words::text).toList())))
			.orElse(null);
	}

	/**
	 * Somebody moved first. What was typed is kept: to be sent again if the move is still
	 * open, else to be copied.
	 */
	private String stale(Scene scene, ProcessMove move, ProcessForm form, MoveResult.Stale stale, Model model,
			HttpServletResponse response) {
		model.addAttribute("last", stale);
		if (!scene.moves().contains(move)) {
			return gone(scene, move, form.written(), model, response);
		}
		response.setStatus(HttpStatus.CONFLICT.value());
		MultiValueMap<String, String> again = new LinkedMultiValueMap<>(form.typed());
		again.set("drawnFrom", scene.drawnFrom().toString());
		again.remove("confirmed");
		return draw(scene, move, new ProcessForm(again), model);
	}

	private String gone(Scene scene, ProcessMove move, List<Map.Entry<String, String>> written, Model model,
			HttpServletResponse response) {
		response.setStatus(HttpStatus.CONFLICT.value());
		common(scene, move, model);
		Optional<Timeline.Item> last = scene.timeline().stream().findFirst();
		if (!model.containsAttribute("last") && last.isPresent()) {
			Timeline.Item item = last.get();
			model.addAttribute("last", new MoveResult.Stale(item.person(), item.office(), item.occurredAt()));
		}
		model.addAttribute("written", written);
		return "process/gone";
	}

}
