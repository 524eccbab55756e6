package org.comity.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.comity.documents.Documents;
import org.comity.kernel.Actor;
import org.comity.kernel.Digests;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.process.ProcessDetails;
import org.comity.process.ProcessMove;
import org.comity.process.ProcessStage;
import org.comity.process.ProductionFacts;
import org.comity.requests.AccountOutcome;
import org.comity.requests.Ledger;
import org.comity.requests.MoveDetails;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Papers;
import org.comity.requests.PartFacts;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestState;
import org.comity.requests.Requests;
import org.comity.requests.Timeline;
import org.comity.requests.Worklist;
import org.comity.testing.AsOwner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Lives of parts at the provider and at the executing office, told to the services.
 */
@EvidenceTest
class ProductionLivesTests {

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
	Requests requests;

	@Autowired
	Worklist worklist;

	@Autowired
	Ledger ledger;

	@Autowired
	Timeline timeline;

	@Autowired
	Papers papers;

	@Autowired
	Documents documents;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	private final Path data;

	ProductionLivesTests(@Value("${comity.data-directory}") Path data) {
		this.data = data;
	}

	UUID request;

	UUID process;

	@BeforeEach
	void answering() {
		this.request = this.stage.before.executing();
		this.process = this.stage.before.answering(this.request);
	}

	private Actor counsel() {
		return this.stage.cast().counsel();
	}

	private Actor assistant() {
		return this.stage.cast().assistant();
	}

	private UUID account(int index) {
		return this.stage.before.accounts(this.request).get(index).id();
	}

	private List<String> refused(UUID part, Lodging lodging) {
		MoveResult result = this.productions.lodge(counsel(), part, lodging);
		assertThat(result).isInstanceOf(MoveResult.Rejected.class);
		return ((MoveResult.Rejected) result).reasons().stream().map(Rejection::code).toList();
	}

	@Test
	void aPartIsLodgedAndTheOfficeReadsTheSameBytes() throws Exception {
		UUID part = this.stage.begun(this.process);
		this.stage.add(part, "sign-ins.csv", account(0), "when,where\n");
		this.stage.add(part, "mailbox.mbox", account(0), "From nobody\n");
		assertThat(this.evidence.of(assistant(), this.request)).isEmpty();
		assertThat(this.facts.anyUnsettled(this.request)).isFalse();

		assertThat(this.productions.lodge(counsel(), part, this.stage.lodging(part)))
			.isInstanceOf(MoveResult.Made.class);

		PartView seen = this.evidence.of(assistant(), this.request).get(0);
		assertThat(seen.content()).isTrue();
		assertThat(seen.state()).isEqualTo(ProductionState.SENT);
		assertThat(seen.status().mine()).isTrue();
		assertThat(seen.files()).extracting(PartView.File::name).containsExactly("sign-ins.csv", "mailbox.mbox");
		for (PartView.File file : seen.files()) {
			Evidence.Download download = this.evidence.file(assistant(), part, Objects.requireNonNull(file.id()));
			try (InputStream in = download.content().open(0)) {
				byte[] bytes = in.readAllBytes();
				assertThat(Digests.sha256(bytes)).isEqualTo(file.sha256()).isEqualTo(download.sha256());
				assertThat(bytes).hasSize((int) download.size());
			}
		}
		assertThat(text(Objects.requireNonNull(seen.manifest())))
			.isEqualTo(Digests.sha256("From nobody\n".getBytes(StandardCharsets.UTF_8)) + "  mailbox.mbox\n"
					+ Digests.sha256("when,where\n".getBytes(StandardCharsets.UTF_8)) + "  sign-ins.csv\n");
		assertThat(seen.accounts()).extracting(PartView.Account::outcome)
			.containsExactly(PartOutcome.PRODUCED, PartOutcome.NO_RECORDS);

		assertThat(this.produced.produced(this.process)).containsExactly(account(0));
		assertThat(this.produced.noRecords(this.process)).containsExactly(account(1));
		assertThat(this.facts.anyUnsettled(this.request)).isTrue();
		assertThat(this.facts.reached(this.request)).containsOnlyKeys(OfficeKind.PROVIDER,
				OfficeKind.EXECUTING_AUTHORITY);
		assertThat(this.ledger.verify(this.request)).isEmpty();
		assertThat(turn(part)).isEqualTo(assistant().office());
	}

	private String text(PartView.Paper paper) throws IOException {
		try (InputStream in = this.documents.open(paper.id())) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private @Nullable UUID turn(UUID part) {
		return this.jdbc.sql("select office_id from request_turn where subject_id = ?")
			.param(part)
			.query(UUID.class)
			.optional()
			.orElse(null);
	}

	private PartView.Paper certificate(UUID part) {
		return Objects.requireNonNull(this.stage.view(part).certificateDocument());
	}

	private UUID file(UUID part) {
		return Objects.requireNonNull(this.stage.view(part).files().get(0).id());
	}

	@Test
	void theLedgerHoldsTheHashesOfListAndCertificate() {
		UUID part = this.stage.lodged(this.request, this.process);
		PartView view = this.stage.view(part);
		List<Timeline.Item> items = this.timeline.ofSubject(counsel(), this.request, part, null);
		assertThat(items.get(0).labelCode()).isEqualTo("move.production.LODGE.done");
		assertThat(items.get(0).documents()).containsExactly(Objects.requireNonNull(view.manifest()).sha256(),
				certificate(part).sha256());
	}

	@Test
	void whatAProviderGathersIsItsOwnBusinessUntilItIsLodged() {
		UUID part = this.stage.begun(this.process);
		this.stage.add(part, "a.txt", null, "a");
		this.productions.discard(counsel(), part, Ids.next());
		assertThat(this.timeline.of(assistant(), this.request)).extracting(Timeline.Item::subject).doesNotContain(part);
		assertThat(this.timeline.ofSubject(counsel(), this.request, part, null)).hasSize(2);
	}

	@Test
	void theCertificateNamesTheCustodianAndNothingOfTheCase() throws Exception {
		UUID part = this.stage.lodged(this.request, this.process);
		PartView.Paper paper = certificate(part);
		try (InputStream in = this.documents.open(paper.id()); var pdf = Loader.loadPDF(in.readAllBytes())) {
			String text = new PDFTextStripper().getText(pdf) + pdf.getDocumentInformation().getTitle()
					+ pdf.getDocumentInformation().getAuthor() + pdf.getDocumentInformation().getSubject();
			assertThat(text).contains("Dana Ruiz", "redwharf77@gmail.example", "mailbox.mbox", "Google LLC");
			ProcessStage.SECRETS.forEach((secret) -> assertThat(text).doesNotContain(secret));
			assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
		}
	}

	@Test
	void noRecordsIsAPartToo() {
		UUID part = this.stage.begun(this.process);
		assertThat(this.productions.lodge(counsel(), part, this.stage.lodging(part)))
			.isInstanceOf(MoveResult.Made.class);
		PartView seen = this.evidence.part(assistant(), part);
		assertThat(seen.noRecords()).isTrue();
		assertThat(seen.manifest()).isNull();
		assertThat(this.produced.noRecords(this.process)).containsExactlyInAnyOrder(account(0), account(1));
		assertThat(this.facts.anyUnsettled(this.request)).isTrue();
	}

	@Test
	void theProcessIsAnsweredInFullOnlyByWhatWasLodged() {
		ProcessDetails all = this.stage.before.answer(this.request, AccountOutcome.PRODUCED);
		assertThat(this.stage.before.make(counsel(), this.process, ProcessMove.ANSWER_IN_FULL, all))
			.isInstanceOf(MoveResult.Rejected.class);
		UUID part = this.stage.begun(this.process);
		this.stage.add(part, "both.zip", null, "both");
		assertThat(this.productions.lodge(counsel(), part, this.stage.lodging(part)))
			.isInstanceOf(MoveResult.Made.class);
		this.stage.before.made(counsel(), this.process, ProcessMove.ANSWER_IN_FULL, all);
		assertThat(this.productions.takesParts(counsel(), this.process)).isTrue();
		UUID late = this.stage.lodged(this.request, this.process);
		assertThat(this.evidence.part(assistant(), late).late()).isTrue();
		assertThat(this.evidence.part(assistant(), late).number()).isEqualTo(2);
	}

	@Test
	void theRequestReturnsWhileAPartIsOnItsWayAndClosesWhenItIsStopped() {
		UUID part = this.stage.begun(this.process);
		this.stage.add(part, "both.zip", null, "both");
		this.productions.lodge(counsel(), part, this.stage.lodging(part));
		this.stage.before.made(counsel(), this.process, ProcessMove.ANSWER_IN_FULL,
				this.stage.before.answer(this.request, AccountOutcome.PRODUCED));
		this.stage.before.made(assistant(), this.process, ProcessMove.SETTLE, ProcessDetails.none());
		this.stage.before.move(assistant(), this.request, RequestMove.COMPLETE_AND_RETURN, MoveDetails.none());
		assertThat(this.requests.facts(this.request).state()).isEqualTo(RequestState.RETURNING);
		Actor supervisor = this.stage.cast().of("USAO-NDCAL", Role.SUPERVISOR);
		this.stage.before.move(supervisor, this.request, RequestMove.STOP_RETURN, MoveDetails.message("Not needed"));
		assertThat(this.requests.facts(this.request).state()).isEqualTo(RequestState.CLOSED);
		assertThat(this.evidence.part(assistant(), part).state()).isEqualTo(ProductionState.STOPPED);
		assertThat(this.facts.anyUnsettled(this.request)).isFalse();
		assertThat(turn(part)).as("nobody waits for a part of a closed request").isNull();
		assertThat(this.evidence.part(assistant(), part).files()).hasSize(1);
	}

	@Test
	void filesChangedSinceTheFormWasDrawnAreNotCertified() {
		UUID part = this.stage.begun(this.process);
		this.stage.add(part, "a.txt", null, "a");
		Lodging drawn = this.stage.lodging(part);
		this.stage.add(part, "b.txt", null, "b");
		assertThat(refused(part, drawn)).containsExactly("evidence.lodge.files-changed");
	}

	@Test
	void theSameFormLodgesOnce() {
		UUID part = this.stage.begun(this.process);
		this.stage.add(part, "a.txt", null, "a");
		Lodging lodging = this.stage.lodging(part);
		assertThat(this.productions.lodge(counsel(), part, lodging)).isInstanceOf(MoveResult.Made.class);
		assertThat(this.productions.lodge(counsel(), part, lodging)).isInstanceOf(MoveResult.Repeated.class);
		assertThat(this.evidence.of(assistant(), this.request)).hasSize(1);
	}

	@Test
	void ofTwoWhoLodgeAtOnceOneIsToldAboutTheOther() throws Exception {
		UUID part = this.stage.begun(this.process);
		this.stage.add(part, "a.txt", null, "a");
		Lodging one = this.stage.lodging(part);
		Lodging other = this.stage.lodging(part);
		ExecutorService two = Executors.newFixedThreadPool(2);
		try {
			List<MoveResult> results = two
				.invokeAll(List.<Callable<MoveResult>>of(() -> this.productions.lodge(counsel(), part, one),
						() -> this.productions.lodge(counsel(), part, other)))
				.stream()
				.map((future) -> {
					try {
						return future.get();
					}
					catch (Exception ex) {
						throw new IllegalStateException(ex);
					}
				})
				.toList();
			assertThat(results).filteredOn(MoveResult.Made.class::isInstance).hasSize(1);
			assertThat(results).filteredOn(MoveResult.Stale.class::isInstance)
				.singleElement()
				.satisfies((stale) -> assertThat(((MoveResult.Stale) stale).person()).isEqualTo(counsel().name()));
		}
		finally {
			two.shutdownNow();
		}
	}

	@Test
	void twoPeopleOfOneProviderFillOnePart() {
		UUID part = this.stage.begun(this.process);
		assertThat(this.stage.begun(this.process)).isEqualTo(part);
	}

	@Test
	void noPartIsBegunBeforeTheProcessIsAcknowledged() {
		UUID served = this.stage.before.served(this.stage.before.executing());
		Productions.Beginning beginning = this.productions.begin(counsel(), served, Ids.next());
		assertThat(beginning.part()).isNull();
		assertThat(beginning.result()).isInstanceOf(MoveResult.Rejected.class);
	}

	@Test
	void aPartOfAProcessThatWasWithdrawnMeanwhileCannotBeLodged() {
		UUID part = this.stage.begun(this.process);
		this.stage.add(part, "a.txt", null, "a");
		Lodging lodging = this.stage.lodging(part);
		this.stage.before.made(assistant(), this.process, ProcessMove.WITHDRAW, ProcessDetails.message("Not needed"));
		assertThat(refused(part, lodging)).containsExactly("evidence.lodge.process-closed");
		assertThat(this.facts.anyUnsettled(this.request)).isFalse();
	}

	@Test
	void aNameThatIsTakenGetsANumberAndTheSameFileIsKeptOnce() throws IOException {
		UUID part = this.stage.begun(this.process);
		this.stage.add(part, "mail.mbox", null, "one");
		this.stage.add(part, "mail.mbox", null, "two");
		assertThat(this.stage.add(part, "mail.mbox", null, new ByteArrayInputStream("one".getBytes())))
			.extracting(Rejection::code)
			.containsExactly("evidence.file.again");
		assertThat(this.stage.view(part).files()).extracting(PartView.File::name)
			.containsExactly("mail.mbox", "mail (2).mbox");
		assertThat(bytesOf(part)).isEqualTo(2);
		assertThat(Productions.free("noending", Set.of("noending", "noending (2)"))).isEqualTo("noending (3)");
	}

	private Path stored() {
		return this.data.resolve("evidence");
	}

	private long bytesOf(UUID part) throws IOException {
		Path folder = stored().resolve(part.toString());
		if (!Files.exists(folder)) {
			return 0;
		}
		try (Stream<Path> files = Files.list(folder)) {
			return files.count();
		}
	}

	@Test
	void anUploadThatBreaksOffLeavesNothing() throws IOException {
		UUID part = this.stage.begun(this.process);
		InputStream broken = new InputStream() {

			private int left = 200_000;

			@Override
			public int read() throws IOException {
				if (this.left == 0) {
					throw new IOException("The line is cut");
				}
				this.left--;
				return 'x';
			}
		};
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.stage.add(part, "cut.bin", null, broken));
		assertThat(this.stage.view(part).files()).isEmpty();
		assertThat(bytesOf(part)).isZero();
		assertThat(this.jdbc.sql("select count(*) from production_file where part_id = ?")
			.param(part)
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void whatAKilledServerLeftBehindIsSweptAndNothingElse() throws IOException {
		UUID part = this.stage.begun(this.process);
		this.stage.add(part, "whole.txt", null, "whole");
		UUID file = Ids.next();
		Path left = stored().resolve(part + "/" + file);
		Files.createDirectories(left.getParent());
		Files.writeString(left, "whole on the disk, but its row was never finished");
		this.jdbc
			.sql("insert into production_file (id, part_id, name, media_type, storage_key, uploaded_by, started_at) "
					+ "values (?, ?, 'left.txt', 'text/plain', ?, ?, now() - interval '3 days')")
			.params(file, part, part + "/" + file, counsel().person())
			.update();
		Path incoming = stored().resolve(".incoming");
		Path old = Files.writeString(incoming.resolve("old.part"), "half");
		Files.setLastModifiedTime(old, java.nio.file.attribute.FileTime
			.from(Instant.ofEpochMilli(System.currentTimeMillis()).minus(Duration.ofDays(3))));
		Path young = Files.writeString(incoming.resolve("young.part"), "half");
		this.productions.sweep(Instant.ofEpochMilli(System.currentTimeMillis()).minus(Duration.ofDays(2)));
		assertThat(left).doesNotExist();
		assertThat(old).doesNotExist();
		assertThat(young).exists();
		Files.delete(young);
		assertThat(this.stage.view(part).files()).hasSize(1);
		assertThat(bytesOf(part)).isEqualTo(1);
	}

	@Test
	void aFileIsMovedToAnotherAccountAndTakenOutAgain() throws IOException {
		UUID part = this.stage.begun(this.process);
		this.stage.add(part, "a.txt", account(0), "a");
		UUID file = file(part);
		assertThat(this.productions.assign(counsel(), part, file, account(1))).isEmpty();
		assertThat(this.stage.view(part).files().get(0).account()).isEqualTo(account(1));
		assertThat(this.productions.assign(counsel(), part, file, Ids.next())).extracting(Rejection::code)
			.containsExactly("evidence.file.account.unknown");
		assertThat(this.productions.remove(counsel(), part, file)).isEmpty();
		assertThat(this.productions.remove(counsel(), part, file)).isEmpty();
		assertThat(this.stage.view(part).files()).isEmpty();
		assertThat(bytesOf(part)).isZero();
	}

	@Test
	void whatIsLodgedStaysAsItIs() throws IOException {
		UUID part = this.stage.lodged(this.request, this.process);
		UUID file = file(part);
		assertThat(this.productions.remove(counsel(), part, file)).isNotEmpty();
		assertThat(this.productions.assign(counsel(), part, file, null)).isNotEmpty();
		assertThat(this.stage.add(part, "more.txt", null, new ByteArrayInputStream("more".getBytes()))).isNotEmpty();
		assertThat(this.productions.discard(counsel(), part, Ids.next())).isInstanceOf(MoveResult.Stale.class);
		for (String sql : List.of("delete from production_file where id = ?",
				"update production_file set sha256 = repeat('0', 64) where id = ?")) {
			assertThatExceptionOfType(DataAccessException.class)
				.isThrownBy(() -> this.jdbc.sql(sql).param(file).update())
				.withStackTraceContaining("cannot change");
		}
		assertThat(bytesOf(part)).isEqualTo(1);
	}

	@Test
	void aDiscardedPartIsGoneWithItsFiles() throws IOException {
		UUID part = this.stage.begun(this.process);
		this.stage.add(part, "a.txt", null, "a");
		assertThat(this.productions.discard(counsel(), part, Ids.next())).isInstanceOf(MoveResult.Made.class);
		assertThat(bytesOf(part)).isZero();
		assertThat(this.evidence.ofProcess(counsel(), this.process)).isEmpty();
		assertThat(this.stage.begun(this.process)).isNotEqualTo(part);
	}

	@Test
	void eachSeesOfAPartWhatTheTableSays() {
		UUID part = this.stage.lodged(this.request, this.process);
		PartView custody = this.evidence.part(this.stage.cast().attorney(), part);
		assertThat(custody.content()).isFalse();
		assertThat(custody.files()).singleElement().satisfies((file) -> {
			assertThat(file.name()).isNull();
			assertThat(file.id()).isNull();
			assertThat(file.account()).isNull();
			assertThat(file.sha256()).hasSize(64);
		});
		assertThat(custody.accounts()).isEmpty();
		assertThat(custody.certificate()).isNull();
		assertThat(custody.papers()).isEmpty();
		UUID file = file(part);
		UUID certificate = certificate(part).id();
		assertThat(this.papers.find(assistant(), certificate).document().kind()).isEqualTo("CERTIFICATE");
		for (Actor custodial : List.of(this.stage.cast().attorney(),
				this.stage.cast().of("OVERSIGHT-US", Role.AUDITOR))) {
			assertThat(this.evidence.of(custodial, this.request)).hasSize(1);
			assertThatExceptionOfType(NoSuchRequest.class).isThrownBy(() -> this.evidence.file(custodial, part, file));
			assertThatExceptionOfType(NoSuchRequest.class).isThrownBy(() -> this.papers.find(custodial, certificate));
		}
		for (Actor stranger : List.of(this.stage.cast().officer(), this.stage.cast().prosecutor(),
				this.stage.cast().authority(), this.stage.cast().of("OVERSIGHT-UK", Role.AUDITOR),
				this.stage.cast().of("MICROSOFT", Role.PROVIDER_COUNSEL),
				this.stage.cast().of("USAO-WDWASH", Role.ATTORNEY))) {
			assertThat(this.evidence.of(stranger, this.request)).isEmpty();
			assertThatExceptionOfType(NoSuchRequest.class).isThrownBy(() -> this.evidence.part(stranger, part));
			assertThatExceptionOfType(NoSuchRequest.class).isThrownBy(() -> this.evidence.file(stranger, part, file));
			assertThatExceptionOfType(NoSuchRequest.class).isThrownBy(() -> this.papers.find(stranger, certificate));
			assertThatExceptionOfType(NoSuchRequest.class)
				.isThrownBy(() -> this.productions.begin(stranger, this.process, Ids.next()));
		}
		// The provider has people here, so nothing of it comes on paper.
		assertThatExceptionOfType(NoSuchRequest.class)
			.isThrownBy(() -> this.productions.begin(assistant(), this.process, Ids.next()));
	}

}
