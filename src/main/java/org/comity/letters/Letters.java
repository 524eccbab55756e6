package org.comity.letters;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.directory.ProviderCompany;
import org.comity.documents.Document;
import org.comity.documents.Documents;
import org.comity.documents.IncomingFile;
import org.comity.documents.NewDocument;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.requests.Accounts;
import org.comity.requests.Aspect;
import org.comity.requests.MoveCommand;
import org.comity.requests.MoveDetails;
import org.comity.requests.MoveRefused;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Overlaps;
import org.comity.requests.References;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoves;
import org.comity.requests.Requests;
import org.comity.requests.SubmittedForms;
import org.comity.requests.Visibility;
import org.comity.signing.SignedPapers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Letters of request, drafted and issued. Who may read and who may edit is asked of
 * requests; what one may not see does not exist, and throws {@link NoSuchRequest}.
 */
@Service
public class Letters {

	private static final Set<RequestMove> ISSUING = Set.of(RequestMove.ISSUE, RequestMove.REISSUE,
			RequestMove.CONFIRM_IN_WRITING);

	private final LetterStore store;

	private final LetterPdf pdf;

	private final Requests requests;

	private final RequestMoves moves;

	private final Visibility visibility;

	private final References references;

	private final Accounts accounts;

	private final SubmittedForms forms;

	private final Documents documents;

	private final Overlaps overlaps;

	private final Directory directory;

	private final SignedPapers signed;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Letters(LetterStore store, LetterPdf pdf, Requests requests, RequestMoves moves, Visibility visibility,
			References references, Accounts accounts, SubmittedForms forms, Documents documents, Overlaps overlaps,
			Directory directory, SignedPapers signed, TransactionTemplate transaction, Clock clock) {
		this.store = store;
		this.pdf = pdf;
		this.requests = requests;
		this.moves = moves;
		this.visibility = visibility;
		this.references = references;
		this.accounts = accounts;
		this.forms = forms;
		this.documents = documents;
		this.overlaps = overlaps;
		this.directory = directory;
		this.signed = signed;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Returns the draft, for those who may read it.
	 */
	@Transactional(readOnly = true)
	public LetterDraft draft(Actor actor, UUID request) {
		this.visibility.require(actor, request, Aspect.APPLICATION);
		return this.store.draft(request);
	}

	/**
	 * Returns the draft, for those who may write it now.
	 */
	@Transactional(readOnly = true)
	public LetterDraft editable(Actor actor, UUID request) {
		requireEdit(actor, request);
		return this.store.draft(request);
	}

	/**
	 * Returns the companies that may hold an account: those of the provider asked, where
	 * the channel reaches them.
	 */
	@Transactional(readOnly = true)
	public List<ProviderCompany> companies(UUID request) {
		ProviderCompany asked = this.directory.company(this.requests.facts(request).company());
		return this.directory.companies()
			.stream()
			.filter((company) -> company.office().equals(asked.office()) && company.country().equals(asked.country()))
			.toList();
	}

	/**
	 * Returns what a careful attorney may ask about the draft. Nothing of it stops the
	 * letter.
	 * @param keptUntil the last day on which the provider keeps the data by the record of
	 * preservation, or null if there is none
	 */
	@Transactional(readOnly = true)
	public List<Finding> advice(Actor actor, UUID request, @Nullable LocalDate keptUntil) {
		this.visibility.require(actor, request, Aspect.APPLICATION);
		return Sufficiency.advice(this.store.draft(request).content(), context(actor, request, keptUntil));
	}

	/**
	 * Returns what the check must know beside the letter, as this reader may know it.
	 * @param keptUntil as for {@link #advice}
	 */
	@Transactional(readOnly = true)
	public CheckContext context(Actor actor, UUID request, @Nullable LocalDate keptUntil) {
		this.visibility.require(actor, request, Aspect.CASE);
		return new CheckContext(today(), keptUntil,
				this.overlaps.known(actor, request)
					.stream()
					.map((other) -> new CheckContext.AskedBefore(LetterContent.IdentifierType.valueOf(other.kind()),
							other.identifier(), other.reference()))
					.distinct()
					.toList());
	}

	/**
	 * Returns the companies of the provider asked that the channel does not reach: an
	 * account of theirs must be asked for by another road.
	 */
	@Transactional(readOnly = true)
	public List<ProviderCompany> companiesOutOfReach(UUID request) {
		ProviderCompany asked = this.directory.company(this.requests.facts(request).company());
		return this.directory.companies()
			.stream()
			.filter((company) -> company.office().equals(asked.office()) && !company.country().equals(asked.country()))
			.toList();
	}

	/** Returns what the draft still lacks. */
	@Transactional(readOnly = true)
	public List<Rejection> missing(Actor actor, UUID request) {
		this.visibility.require(actor, request, Aspect.APPLICATION);
		return this.store.missing(request);
	}

	/**
	 * Saves a section that is no list.
	 * @param drawnFrom the section's version when the form was drawn
	 */
	@Transactional
	public SaveResult save(Actor actor, UUID request, LetterSection section, JsonNode value, long drawnFrom) {
		if (section.list()) {
			throw new IllegalArgumentException(section + " is saved item by item");
		}
		lockToEdit(actor, request);
		SaveResult result = write(actor, request, section, value, drawnFrom);
		if (section == LetterSection.SUBJECT && result instanceof SaveResult.Saved) {
			String title = this.store.draft(request).content().subject().title();
			if (!title.isEmpty()) {
				this.requests.rename(actor, request, title);
			}
		}
		return result;
	}

	/**
	 * Saves an item of a list section: a new one, or one that is there. Adding never
	 * collides with another's work; changing does when that item's section changed since.
	 * @param item the item's id, or null to add one
	 * @param drawnFrom the section's version when the form was drawn
	 * @param formKey the form's key: the same form adds one item
	 */
	@Transactional
	public SaveResult saveItem(Actor actor, UUID request, LetterSection section, @Nullable UUID item, ObjectNode value,
			long drawnFrom, UUID formKey) {
		lockToEdit(actor, request);
		LetterDraft draft = this.store.draft(request);
		ArrayNode items = items(draft, section);
		ObjectNode whole = value.deepCopy();
		UUID id = (item != null) ? item : Ids.next();
		whole.put("id", id.toString());
		if (item == null) {
			if (!this.forms.accept(formKey, actor)) {
				return new SaveResult.Saved(draft.version(section), null);
			}
			items.add(whole);
			return named(write(actor, request, section, items, draft.version(section)), id);
		}
		int place = place(items, item);
		ObjectNode kept = ((ObjectNode) items.get(place)).deepCopy();
		kept.setAll(whole);
		items.set(place, kept);
		return named(write(actor, request, section, items, drawnFrom), id);
	}

	private static SaveResult named(SaveResult result, UUID item) {
		return (result instanceof SaveResult.Saved saved) ? new SaveResult.Saved(saved.version(), item) : result;
	}

	/**
	 * Takes an item out, and every link to it.
	 */
	@Transactional
	public void removeItem(Actor actor, UUID request, LetterSection section, UUID item) {
		lockToEdit(actor, request);
		LetterDraft draft = this.store.draft(request);
		ArrayNode items = items(draft, section);
		int place = place(items, item);
		String document = items.get(place).path("document").asString("");
		items.remove(place);
		write(actor, request, section, items, draft.version(section));
		for (LetterSection other : LetterSection.values()) {
			unlink(actor, request, other, section, item);
		}
		if (!document.isEmpty()) {
			this.documents.remove(UUID.fromString(document), actor.person());
		}
	}

	private void unlink(Actor actor, UUID request, LetterSection from, LetterSection to, UUID item) {
		LetterDraft draft = this.store.draft(request);
		List<LetterField> fields = from.fields().stream().filter((field) -> field.links() == to).toList();
		if (fields.isEmpty()) {
			return;
		}
		boolean changed = false;
		ArrayNode items = items(draft, from);
		for (JsonNode each : items) {
			for (LetterField field : fields) {
				ArrayNode links = ((ObjectNode) each).withArray(field.name());
				for (int i = links.size() - 1; i >= 0; i--) {
					if (links.get(i).asString("").equals(item.toString())) {
						links.remove(i);
						changed = true;
					}
				}
			}
		}
		if (changed) {
			write(actor, request, from, items, draft.version(from));
		}
	}

	/**
	 * Keeps a file as an enclosure of the draft.
	 * @return the enclosure's id; nothing if the form was sent before
	 * @throws IOException if its stream breaks off; nothing is kept
	 */
	public Optional<UUID> enclose(Actor actor, UUID request, String title, IncomingFile file, UUID formKey)
			throws IOException {
		requireEdit(actor, request);
		if (this.forms.seen(formKey)) {
			return Optional.empty();
		}
		Document document = this.documents.store(new NewDocument(request, null, Aspect.APPLICATION.name(), "ENCLOSURE",
				file.name(), file.mediaType(), actor.person()), file.content());
		ObjectNode value = LetterJson.object();
		value.put("title", title.isBlank() ? file.name() : title);
		value.put("document", document.id().toString());
		value.put("name", document.name());
		value.put("size", document.size());
		value.put("sha256", document.sha256());
		SaveResult result = this.transaction
			.execute((status) -> saveItem(actor, request, LetterSection.ENCLOSURES, null, value, 0, formKey));
		return (result instanceof SaveResult.Saved saved) ? Optional.ofNullable(saved.item()) : Optional.empty();
	}

	/**
	 * What a sibling takes over: who investigates what, and the facts; never what is
	 * asked of whom.
	 */
	private static final List<LetterSection> SHARED = List.of(LetterSection.AUTHORITY, LetterSection.PROCEEDINGS,
			LetterSection.OFFENCES, LetterSection.SUMMARY, LetterSection.FACTS, LetterSection.PERSONS,
			LetterSection.PROCEDURE, LetterSection.CONFIDENTIALITY, LetterSection.URGENCY, LetterSection.TIME_LIMIT,
			LetterSection.OTHER_FACTS);

	/**
	 * Opens a sibling of a request: a draft that asks another provider, with the offences
	 * and facts of this one. What is asked for, and of which accounts, is its own.
	 * @see Requests#openSibling
	 */
	@Transactional
	public Optional<UUID> openSibling(Actor officer, UUID formKey, UUID of, UUID company, String operation) {
		LetterContent content = newest(officer, of).orElseThrow(NoSuchRequest::new);
		Optional<UUID> opened = this.requests.openSibling(officer, formKey, of, company, operation);
		ObjectNode tree = LetterJson.tree(content);
		opened.ifPresent((sibling) -> SHARED
			.forEach((section) -> this.store.write(sibling, section, tree.path(section.key()), 0, officer.person())));
		return opened;
	}

	/**
	 * Reads a file that another system wrote, for those who may write the draft now.
	 * Nothing is saved.
	 * @return the letter, or everything that is wrong with the file
	 */
	@Transactional(readOnly = true)
	public LetterExchange.Reading read(Actor actor, UUID request, byte[] file) {
		LetterExchange.Reading reading = LetterExchange.read(file, editable(actor, request).content(),
				companies(request), today());
		LetterContent content = reading.content();
		List<ExchangeFault> faults = (content != null) ? LetterExchange.beyondToday(content, today())
				: reading.faults();
		return faults.isEmpty() ? reading : new LetterExchange.Reading(null, faults);
	}

	/**
	 * Puts a letter that was read from a file in the place of the draft, all of it or
	 * nothing.
	 * @param drawnFrom the draft's version when the form was drawn
	 * @param formKey the form's key: the same form brings in once
	 */
	@Transactional
	public SaveResult bringIn(Actor actor, UUID request, LetterContent content, long drawnFrom, UUID formKey) {
		lockToEdit(actor, request);
		LetterDraft draft = this.store.draft(request);
		if (this.forms.seen(formKey)) {
			return new SaveResult.Saved(draft.version(), null);
		}
		if (draft.version() != drawnFrom) {
			UUID by = draft.savedBy();
			return new SaveResult.Stale((by != null) ? this.directory.person(by).name() : "",
					Objects.requireNonNullElse(draft.savedAt(), this.clock.instant()), draft.version());
		}
		this.forms.accept(formKey, actor);
		ObjectNode before = LetterJson.tree(draft.content());
		ObjectNode after = LetterJson.tree(content);
		for (LetterSection section : LetterSection.values()) {
			JsonNode value = after.path(section.key());
			if (!value.equals(before.path(section.key()))) {
				write(actor, request, section, value, draft.version(section));
			}
		}
		if (!content.subject().title().isEmpty()) {
			this.requests.rename(actor, request, content.subject().title());
		}
		return new SaveResult.Saved(this.store.draft(request).version(), null);
	}

	/** Returns the versions this person may read, oldest first. */
	@Transactional(readOnly = true)
	public List<LetterVersion> versions(Actor actor, UUID request) {
		Instant until = this.visibility.lettersUntil(actor, request);
		return (until == null) ? List.of()
				: this.store.versions(request)
					.stream()
					.filter((version) -> !version.issuedAt().isAfter(until))
					.toList();
	}

	/**
	 * Returns the states of the letter that this person may read, oldest first, those at
	 * police and prosecutor among them for these only.
	 */
	@Transactional(readOnly = true)
	public List<LetterReading> readings(Actor actor, UUID request) {
		List<LetterReading> readings = new ArrayList<>();
		boolean application = this.visibility.sees(actor, request, Aspect.APPLICATION);
		if (application) {
			readings.addAll(this.store.submissions(request));
		}
		for (LetterVersion version : versions(actor, request)) {
			readings.add(new LetterReading(
					"version-" + version.number(), (version.kind() == LetterVersion.Kind.LETTER)
							? LetterReading.Kind.LETTER : LetterReading.Kind.ADDENDUM,
					version.addendum(), version.issuedAt(), version.content()));
		}
		readings.sort(java.util.Comparator.comparing(LetterReading::at));
		if (application) {
			LetterDraft draft = this.store.draft(request);
			readings.add(new LetterReading("draft", LetterReading.Kind.DRAFT, 0, draft.savedAt(), draft.content()));
		}
		return readings;
	}

	/**
	 * Returns what the letter says in the newest state this person may read: the draft,
	 * or a version.
	 */
	@Transactional(readOnly = true)
	public Optional<LetterContent> newest(Actor actor, UUID request) {
		List<LetterReading> readings = readings(actor, request);
		return readings.isEmpty() ? Optional.empty() : Optional.of(readings.get(readings.size() - 1).content());
	}

	/** Returns the newest version this person may read. */
	@Transactional(readOnly = true)
	public Optional<LetterVersion> latest(Actor actor, UUID request) {
		List<LetterVersion> versions = versions(actor, request);
		return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
	}

	/**
	 * Returns the move that issuing the draft would make now, if this person may make it.
	 */
	@Transactional(readOnly = true)
	public Optional<RequestMove> issuingMove(Actor actor, UUID request) {
		return this.moves.open(actor, request).stream().filter(ISSUING::contains).findFirst();
	}

	/**
	 * What a prosecutor signs off.
	 *
	 * @param request the request
	 * @param formKey the form's key
	 * @param drawnFrom the last ledger entry seen when the form was drawn
	 * @param draftVersion the draft's version that was shown
	 * @param note the text of an addendum; empty for the letter
	 * @param statement whether the statement under CICA 2003 s.7 is made
	 */
	public record Issue(UUID request, UUID formKey, @Nullable UUID drawnFrom, long draftVersion, String note,
			boolean statement) {
	}

	/**
	 * Signs the draft off: the next version is locked, its PDF stored, and the request
	 * moved, all or nothing.
	 * @return what came of it; a rejection changes nothing
	 * @throws NoSuchRequest if this person does not see the request or cannot issue it
	 */
	public MoveResult issue(Actor actor, Issue issue) {
		try {
			return Objects.requireNonNull(this.transaction.execute((status) -> issueWithin(actor, issue)));
		}
		catch (MoveRefused ex) {
			return ex.result();
		}
	}

	private MoveResult issueWithin(Actor actor, Issue issue) {
		UUID request = issue.request();
		this.visibility.require(actor, request, Aspect.APPLICATION);
		Requests.Facts facts = this.requests.lock(request);
		RequestMove move = issuingMove(actor, request).orElse(null);
		if (move == null) {
			// Let the machine say why: repeated, moved by somebody else, or not theirs at
			// all.
			return this.moves.make(actor, new MoveCommand(request, RequestMove.ISSUE, issue.formKey(),
					issue.drawnFrom(), MoveDetails.none()));
		}
		LetterDraft draft = this.store.draft(request);
		List<LetterVersion> before = this.store.versions(request);
		List<Rejection> rejections = rejections(issue, draft, before);
		rejections.addAll(this.signed.refusal(facts.prosecutorOffice()));
		if (!rejections.isEmpty()) {
			return new MoveResult.Rejected(rejections);
		}
		LetterVersion version = lock(actor, facts, draft.content(), before, issue.note());
		List<String> hashes = new ArrayList<>();
		hashes.add(this.documents.find(version.document()).orElseThrow().sha256());
		version.content().enclosures().forEach((enclosure) -> hashes.add(enclosure.sha256()));
		UUID entry = this.moves.makeWithin(actor,
				new MoveCommand(request, move, issue.formKey(), issue.drawnFrom(), MoveDetails.none(), hashes));
		this.store.sent(request, version.number());
		return new MoveResult.Made(entry);
	}

	private List<Rejection> rejections(Issue issue, LetterDraft draft, List<LetterVersion> before) {
		List<Rejection> found = new ArrayList<>();
		if (draft.version() != issue.draftVersion()) {
			found.add(Rejection.of("letter.issue.changed"));
		}
		if (!issue.statement()) {
			found.add(Rejection.at("statement", "letter.issue.statement.required")
				.citing("Crime (International Co-operation) Act 2003, s.7"));
		}
		String note = Typed.text(issue.note());
		if (!before.isEmpty() && note.isEmpty()) {
			found.add(Rejection.at("note", "letter.issue.note.required"));
		}
		if (note.length() > MoveDetails.MAX_TEXT) {
			found.add(Rejection.at("note", "letter.issue.note.too-long", MoveDetails.MAX_TEXT));
		}
		Sufficiency.missing(draft.content(), CheckContext.on(today()))
			.forEach((gap) -> found.add(new Rejection(gap.code(), "", gap.citation(), gap.arguments())));
		this.store.heldBack(draft.content())
			.forEach((held) -> found.add(new Rejection(held.code(), "", "", held.arguments())));
		return found;
	}

	private LetterVersion lock(Actor actor, Requests.Facts facts, LetterContent draft, List<LetterVersion> before,
			String note) {
		UUID request = facts.id();
		int number = before.size() + 1;
		LetterVersion.Kind kind = before.isEmpty() ? LetterVersion.Kind.LETTER : LetterVersion.Kind.ADDENDUM;
		String reference = before.isEmpty()
				? this.references.mint(this.directory.office(facts.prosecutorOffice()).code())
				: before.get(0).reference();
		LetterContent content = published(actor, request, draft);
		String text = (kind == LetterVersion.Kind.LETTER) ? "" : Typed.text(note);
		String canonical = LetterJson.canonical(reference, number, kind, text, content);
		LetterVersion unsigned = new LetterVersion(request, number, kind, reference, content, canonical,
				LetterJson.hash(canonical), text, actor.person(), actor.name(), this.clock.instant(), request);
		byte[] bytes = this.pdf.render(this.signed.of(facts.prosecutorOffice()), unsigned,
				before.isEmpty() ? null : before.get(before.size() - 1), parties(facts));
		Document document = this.documents.store(new NewDocument(request, request, Aspect.LETTER.name(), kind.name(),
				LetterPdf.fileName(unsigned), "application/pdf", actor.person()), bytes);
		LetterVersion version = new LetterVersion(request, number, kind, reference, content, canonical,
				unsigned.sha256(), text, actor.person(), actor.name(), unsigned.issuedAt(), document.id());
		this.store.add(version);
		List<Accounts.Account> asked = asked(content);
		if (!asked.equals(unsettled(this.accounts.of(request)))) {
			this.accounts.replace(request, asked);
		}
		return version;
	}

	private LetterPdf.Parties parties(Requests.Facts facts) {
		return new LetterPdf.Parties(this.directory.office(facts.prosecutorOffice()).name(),
				this.directory.office(this.store.office(facts.id(), OfficeKind.REQUESTING_AUTHORITY)).name(),
				this.directory.office(this.store.office(facts.id(), OfficeKind.REQUESTED_AUTHORITY)).name(),
				facts.requestingReference(), facts.requestedReference());
	}

	/** The draft's enclosures become the letter's: the same bytes, for more readers. */
	private LetterContent published(Actor actor, UUID request, LetterContent draft) {
		ObjectNode tree = LetterJson.tree(draft);
		for (JsonNode item : tree.withArray(LetterSection.ENCLOSURES.key())) {
			UUID document = UUID.fromString(item.path("document").asString(""));
			Document copy = this.documents.republish(document, request, Aspect.LETTER.name(), actor.person());
			((ObjectNode) item).put("document", copy.id().toString());
		}
		return LetterJson.content(tree);
	}

	private static List<Accounts.Account> asked(LetterContent content) {
		List<Accounts.Account> asked = new ArrayList<>();
		for (LetterContent.Account account : content.accounts()) {
			asked.add(new Accounts.Account(account.id(), asked.size() + 1,
					(account.type() != null) ? account.type().name() : "", account.identifier(), null));
		}
		return asked;
	}

	private static List<Accounts.Account> unsettled(List<Accounts.Account> accounts) {
		return accounts.stream()
			.map((account) -> new Accounts.Account(account.id(), account.ordinal(), account.kind(),
					account.identifier(), null))
			.toList();
	}

	private SaveResult write(Actor actor, UUID request, LetterSection section, JsonNode value, long drawnFrom) {
		// Through the records and back: what is kept is normal, and nothing else is kept.
		ObjectNode probe = LetterJson.object();
		probe.set(section.key(), value);
		JsonNode normal = LetterJson.tree(LetterJson.content(probe)).path(section.key());
		if (!this.store.write(request, section, normal, drawnFrom, actor.person())) {
			LetterStore.SavedSection other = this.store.saved(request, section).orElseThrow();
			return new SaveResult.Stale(this.directory.person(other.savedBy()).name(), other.savedAt(),
					other.version());
		}
		if (section == LetterSection.ACCOUNTS && this.store.latest(request).isEmpty()) {
			this.accounts.replace(request, asked(this.store.draft(request).content()));
		}
		return new SaveResult.Saved(drawnFrom + 1, null);
	}

	private void lockToEdit(Actor actor, UUID request) {
		this.visibility.require(actor, request, Aspect.APPLICATION);
		this.requests.lock(request);
		requireEdit(actor, request);
	}

	private void requireEdit(Actor actor, UUID request) {
		if (!this.requests.mayEdit(actor, request)) {
			throw new NoSuchRequest();
		}
	}

	private LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
	}

	private static ArrayNode items(LetterDraft draft, LetterSection section) {
		if (!section.list()) {
			throw new IllegalArgumentException(section + " has no items");
		}
		return LetterJson.tree(draft.content()).withArray(section.key());
	}

	private static int place(ArrayNode items, UUID item) {
		for (int i = 0; i < items.size(); i++) {
			if (items.get(i).path("id").asString("").equals(item.toString())) {
				return i;
			}
		}
		throw new NoSuchElementException("No such item");
	}

}
