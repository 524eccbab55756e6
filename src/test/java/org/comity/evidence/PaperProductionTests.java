package org.comity.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.comity.directory.Directory;
import org.comity.documents.Documents;
import org.comity.documents.IncomingFile;
import org.comity.kernel.Actor;
import org.comity.kernel.Digests;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.process.ProcessDetails;
import org.comity.process.ProcessMove;
import org.comity.process.ProcessMoves;
import org.comity.process.ProcessState;
import org.comity.process.Processes;
import org.comity.process.ProductionFacts;
import org.comity.requests.AccountOutcome;
import org.comity.requests.Ledger;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.PartFacts;
import org.comity.requests.RequestState;
import org.comity.requests.Requests;
import org.comity.testing.AsOwner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Lives of parts that came by post: the provider has nobody in the product, and the
 * executing office lodges what it sent and records what it answered.
 */
@EvidenceTest
class PaperProductionTests {

	@Autowired
	EvidenceStage stage;

	@Autowired
	Productions productions;

	@Autowired
	Evidence evidence;

	@Autowired
	PartFacts facts;

	@Autowired
	ProductionFacts produced;

	@Autowired
	Processes processes;

	@Autowired
	ProcessMoves moves;

	@Autowired
	Requests requests;

	@Autowired
	Ledger ledger;

	@Autowired
	Documents documents;

	@Autowired
	Directory directory;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	PaperProvider provider;

	UUID request;

	UUID process;

	@BeforeEach
	void answeringOnPaper() {
		this.provider = new PaperProvider(this.jdbc, this.directory);
		this.request = this.stage.before.executing(PaperProvider.COMPANY);
		this.process = this.stage.before.served(this.request);
		this.stage.before.made(assistant(), this.process, ProcessMove.ACKNOWLEDGE, ProcessDetails.message("By letter"));
	}

	@AfterEach
	void back() {
		this.provider.close();
	}

	private Actor assistant() {
		return this.stage.cast().assistant();
	}

	/** Somebody of the provider's comes into the product, and goes again with it. */
	private Actor counsel() {
		Actor counsel = this.stage.cast().of(PaperProvider.OFFICE, Role.PROVIDER_COUNSEL);
		this.jdbc.sql("update person set active = true where id = ?").param(counsel.person()).update();
		return counsel;
	}

	private void retire(Actor counsel) {
		this.jdbc.sql("update person set active = false where id = ?").param(counsel.person()).update();
	}

	private List<Rejection> add(UUID part, String name, String content) throws IOException {
		return this.productions.receive(assistant(), part, null, new IncomingFile("files", name, "text/plain",
				new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), new LinkedMultiValueMap<>()));
	}

	private Lodging lodging(UUID part) {
		return this.stage.lodging(this.evidence.part(assistant(), part));
	}

	private ProcessState state() {
		return ProcessState.valueOf(this.jdbc.sql("select state from process where id = ?")
			.param(this.process)
			.query(String.class)
			.single());
	}

	@Test
	void theOfficeLodgesWhatCameByPostAndRecordsTheAnswer() throws Exception {
		assertThat(this.productions.mayProduce(assistant(), this.process)).isTrue();
		UUID part = this.stage.begun(assistant(), this.process);
		assertThat(add(part, "disc-1.txt", "From a disc\n")).isEmpty();
		assertThat(add(part, "letter.txt", "Enclosed please find\n")).isEmpty();
		assertThat(this.facts.anyUnsettled(this.request)).isFalse();
		assertThat(this.productions.lodge(assistant(), part, lodging(part))).isInstanceOf(MoveResult.Made.class);

		PartView seen = this.evidence.of(assistant(), this.request).get(0);
		assertThat(seen.state()).isEqualTo(ProductionState.SENT);
		assertThat(seen.status().mine()).isTrue();
		assertThat(seen.road()).extracting(PartView.Arrival::kind)
			.containsExactly(OfficeKind.PROVIDER, OfficeKind.EXECUTING_AUTHORITY);
		assertThat(seen.road()).extracting(PartView.Arrival::office).first().isEqualTo("Chatterly");
		for (PartView.File file : seen.files()) {
			Evidence.Download download = this.evidence.file(assistant(), part, Objects.requireNonNull(file.id()));
			try (InputStream in = download.content().open(0)) {
				assertThat(Digests.sha256(in.readAllBytes())).isEqualTo(file.sha256());
			}
		}
		assertThat(this.facts.anyUnsettled(this.request)).isTrue();
		assertThat(this.produced.produced(this.process)).hasSize(2);

		this.stage.before.made(assistant(), this.process, ProcessMove.ANSWER_IN_FULL,
				this.stage.before.answer(this.request, AccountOutcome.PRODUCED));
		assertThat(state()).isEqualTo(ProcessState.ANSWERED);
		assertThat(this.requests.facts(this.request).state()).isEqualTo(RequestState.EXECUTING);
		assertThat(this.ledger.verify(this.request)).isEmpty();
	}

	@Test
	void whoLodgedDoesNotConfirmAndWhoRecordedTheAnswerDoesNotSettle() throws IOException {
		Actor second = this.stage.cast().second(assistant());
		UUID part = this.stage.begun(assistant(), this.process);
		add(part, "disc-1.txt", "From a disc\n");
		assertThat(this.productions.lodge(assistant(), part, lodging(part))).isInstanceOf(MoveResult.Made.class);
		assertThat(this.stage.refused(assistant(), part, ProductionMove.CONFIRM))
			.containsExactly("evidence.guard.lodged-by-another");
		this.stage.made(second, part, ProductionMove.CONFIRM);
		this.stage.before.made(assistant(), this.process, ProcessMove.ANSWER_IN_FULL,
				this.stage.before.answer(this.request, AccountOutcome.PRODUCED));
		assertThat(this.moves.open(assistant(), this.process)).as("shown, and said why not")
			.contains(ProcessMove.SETTLE);
		assertThat(this.stage.before.refused(assistant(), this.process, ProcessMove.SETTLE, ProcessDetails.none()))
			.containsExactly("process.guard.answered-by-another");
		this.stage.before.made(second, this.process, ProcessMove.DEFICIENT,
				ProcessDetails.message("A page is missing").withReturnDate(this.stage.before.today().plusDays(7)));
		this.stage.before.made(second, this.process, ProcessMove.ANSWER_IN_FULL,
				this.stage.before.answer(this.request, AccountOutcome.PRODUCED));
		assertThat(this.stage.before.refused(second, this.process, ProcessMove.SETTLE, ProcessDetails.none()))
			.as("the newest answer is what counts")
			.containsExactly("process.guard.answered-by-another");
		this.stage.before.made(assistant(), this.process, ProcessMove.SETTLE, ProcessDetails.none());
		assertThat(state()).isEqualTo(ProcessState.ENDED);
	}

	/** The channel says which moves take two; without its rows one person is enough. */
	@Test
	void anOfficeThatIsNotAskedForTwoPeopleConfirmsItsOwn() throws IOException {
		String rows = "(machine, move) in (('PRODUCTION', 'CONFIRM'), ('PROCESS', 'SETTLE'))";
		this.jdbc.sql("delete from channel_two_people where " + rows).update();
		try {
			UUID part = this.stage.begun(assistant(), this.process);
			add(part, "disc-1.txt", "From a disc\n");
			assertThat(this.productions.lodge(assistant(), part, lodging(part))).isInstanceOf(MoveResult.Made.class);
			this.stage.made(assistant(), part, ProductionMove.CONFIRM);
			this.stage.before.made(assistant(), this.process, ProcessMove.ANSWER_IN_FULL,
					this.stage.before.answer(this.request, AccountOutcome.PRODUCED));
			this.stage.before.made(assistant(), this.process, ProcessMove.SETTLE, ProcessDetails.none());
		}
		finally {
			this.jdbc
				.sql("insert into channel_two_people values ('UK-US-MLAT', 1, 'PRODUCTION', 'CONFIRM'), "
						+ "('UK-US-MLAT', 1, 'PROCESS', 'SETTLE')")
				.update();
		}
	}

	@Test
	void theCertificateIsTheProvidersWhoeverTypedItIn() throws Exception {
		UUID part = this.stage.begun(assistant(), this.process);
		add(part, "disc-1.txt", "From a disc\n");
		this.productions.lodge(assistant(), part, lodging(part));
		PartView.Paper paper = Objects.requireNonNull(this.evidence.part(assistant(), part).certificateDocument());
		try (InputStream in = this.documents.open(paper.id()); var pdf = Loader.loadPDF(in.readAllBytes())) {
			String text = new PDFTextStripper().getText(pdf);
			assertThat(text).contains("Dana Ruiz", PaperProvider.COMPANY, "disc-1.txt")
				.doesNotContain(assistant().name());
		}
	}

	@Test
	void noRecordsOnPaperIsAPartAndALaterOneIsLate() throws IOException {
		UUID none = this.stage.begun(assistant(), this.process);
		assertThat(this.productions.lodge(assistant(), none, lodging(none))).isInstanceOf(MoveResult.Made.class);
		assertThat(this.evidence.part(assistant(), none).noRecords()).isTrue();
		this.stage.before.made(assistant(), this.process, ProcessMove.ANSWER_IN_FULL,
				this.stage.before.answer(this.request, AccountOutcome.NO_RECORDS));
		UUID late = this.stage.begun(assistant(), this.process);
		add(late, "found-after-all.txt", "Found after all\n");
		assertThat(this.productions.lodge(assistant(), late, lodging(late))).isInstanceOf(MoveResult.Made.class);
		assertThat(this.evidence.part(assistant(), late).late()).isTrue();
	}

	@Test
	void onPaperTooNothingIsLodgedWithoutACertificateOrTwice() throws IOException {
		UUID part = this.stage.begun(assistant(), this.process);
		add(part, "disc-1.txt", "From a disc\n");
		Lodging sound = lodging(part);
		Lodging bare = new Lodging(Ids.next(), sound.drawnFrom(), new Certificate("", "", Set.of(), null),
				sound.outcomes());
		assertThat(this.productions.lodge(assistant(), part, bare)).isInstanceOf(MoveResult.Rejected.class);
		assertThat(this.productions.lodge(assistant(), part, sound)).isInstanceOf(MoveResult.Made.class);
		assertThat(this.productions.lodge(assistant(), part, sound)).isInstanceOf(MoveResult.Repeated.class);
		assertThat(add(part, "more.txt", "More\n")).extracting(Rejection::code).containsExactly("evidence.part.closed");
	}

	@Test
	void nobodyElseLodgesForTheProvider() {
		UUID part = this.stage.begun(assistant(), this.process);
		for (Actor stranger : List.of(this.stage.cast().of("USAO-WDWASH", Role.ATTORNEY),
				this.stage.cast().of("USAO-NDCAL", Role.SUPERVISOR), this.stage.cast().attorney(),
				this.stage.cast().of("OIA", Role.SUPERVISOR), this.stage.cast().counsel(),
				this.stage.cast().authority(), this.stage.cast().officer())) {
			assertThat(this.productions.mayProduce(stranger, this.process)).as("%s", stranger).isFalse();
			assertThatExceptionOfType(NoSuchRequest.class)
				.isThrownBy(() -> this.productions.begin(stranger, this.process, Ids.next()));
			assertThatExceptionOfType(NoSuchRequest.class)
				.isThrownBy(() -> this.productions.discard(stranger, part, Ids.next()));
		}
	}

	@Test
	void anOfficeLodgesNothingForAProviderThatIsHere() {
		Actor counsel = counsel();
		try {
			assertThat(this.productions.mayProduce(assistant(), this.process)).isFalse();
			assertThatExceptionOfType(NoSuchRequest.class)
				.isThrownBy(() -> this.productions.begin(assistant(), this.process, Ids.next()));
			assertThat(this.moves.open(assistant(), this.process)).doesNotContain(ProcessMove.PRODUCE_PART,
					ProcessMove.ANSWER_IN_FULL);
			assertThat(this.productions.mayProduce(counsel, this.process)).isTrue();
		}
		finally {
			retire(counsel);
		}
	}

	/**
	 * A provider comes into the product while the office has a part open: the office can
	 * only throw it away, the provider waits for that and then begins its own.
	 */
	@Test
	void whoComesIntoTheProductFindsNoPartOfTheOfficesOwn() throws IOException {
		UUID part = this.stage.begun(assistant(), this.process);
		add(part, "disc-1.txt", "From a disc\n");
		Lodging lodging = lodging(part);
		Actor counsel = counsel();
		try {
			assertThat(((MoveResult.Rejected) this.productions.lodge(assistant(), part, lodging)).reasons())
				.extracting(Rejection::code)
				.containsExactly("evidence.lodge.process-closed");
			assertThat(this.evidence.ofProcess(counsel, this.process)).isEmpty();
			Productions.Beginning beginning = this.productions.begin(counsel, this.process, Ids.next());
			assertThat(beginning.part()).isNull();
			assertThat(((MoveResult.Rejected) beginning.result()).reasons()).extracting(Rejection::code)
				.containsExactly("evidence.begin.by-another");
			assertThat(this.productions.discard(assistant(), part, Ids.next())).isInstanceOf(MoveResult.Made.class);
			UUID own = this.stage.begun(counsel, this.process);
			assertThat(this.evidence.part(counsel, own).number()).isEqualTo(2);
			assertThat(this.ledger.verify(this.request)).isEmpty();
		}
		finally {
			retire(counsel);
		}
	}

}
