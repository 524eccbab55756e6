package org.comity.evidence.custody;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.comity.documents.PdfRenderer;
import org.comity.documents.PdfRendererAccess;
import org.comity.evidence.custody.CustodyLog.Event;
import org.comity.evidence.custody.CustodyLog.Kind;
import org.comity.kernel.Digests;
import org.comity.testing.VeraPdf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.support.ResourceBundleMessageSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The papers of the road home say all that they are given and nothing else, for people
 * and for machines alike, and the same each time. The graph is checked against the
 * documented shapes of CASE and UCO by hand: no checker of theirs runs on Java.
 */
class CustodyTests {

	private static final String HASH = "ab".repeat(32);

	private static final ResourceBundleMessageSource MESSAGES = messages();

	private static final PdfRenderer RENDERER = PdfRendererAccess.with(MESSAGES);

	private final CustodyGraph graph = new CustodyGraph(MESSAGES);

	private final CustodyPaper paper = new CustodyPaper(RENDERER, this.graph, MESSAGES);

	private final SchedulePapers schedules = new SchedulePapers(RENDERER, MESSAGES);

	@Test
	void thePaperTellsTheWholeLife() throws IOException {
		byte[] pdf = this.paper.render(log());
		keep("custody-log.pdf", pdf);
		assertThat(text(pdf)).containsSubsequence("Custody log", "UKCA-2026-00007", "Part 1", "P-2026-88121", "Google",
				"12 Mar 2026 09:00:00", "Use of the evidence", "Only for the investigation", "Conditions accepted",
				"1.", "No transfer", "What happened", "No.", "When (UTC)", "9 Mar 2026 10:00:00", "Lodged", "Google",
				"to U.S. Attorney's Office", "Checked: the hashes differ", "mail.mbox differs", "Disputed",
				"Sent again", "Filtered", "2 items withheld", "Forwarded", "Received", "PC Jane Roe", "Files",
				"2 files, 3,000,001 bytes", HASH, "mail.mbox", "3000000", "log <b>.csv");
	}

	@Test
	void theFootOfThePaperBearsTheHashOfTheGraph() throws IOException {
		assertThat(text(this.paper.render(log()))).contains(Digests.sha256(this.graph.render(log())));
	}

	@Test
	void thePapersCanBeListenedToAndNameNobodyInTheirProperties() throws IOException {
		for (byte[] bytes : List.of(this.paper.render(log()), this.schedules.pdf(schedule()))) {
			assertThat(VeraPdf.faults(bytes)).isEmpty();
			try (PDDocument pdf = Loader.loadPDF(bytes)) {
				assertThat(pdf.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
				assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
				assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("en-GB");
				assertThat(pdf.getDocumentInformation().getTitle()).contains("UKCA-2026-00007");
				assertThat(pdf.getDocumentInformation().getAuthor()).isNull();
				for (PDPage page : pdf.getPages()) {
					for (COSName name : page.getResources().getFontNames()) {
						assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
					}
				}
			}
		}
	}

	@Test
	void theSameLifeGivesTheSameBytes() {
		assertThat(this.graph.render(log())).isEqualTo(this.graph.render(log()));
		assertThat(this.paper.render(log())).isEqualTo(this.paper.render(log()));
		assertThat(this.schedules.pdf(schedule())).isEqualTo(this.schedules.pdf(schedule()));
	}

	@Test
	void aLogForThoseWhoSeeLessHasNeitherProcessNorPeople() throws IOException {
		CustodyLog log = log();
		CustodyLog less = new CustodyLog(log.request(), log.designation(), null, log.producer(), log.manifest(),
				log.files(), log.use(), List.of(),
				log.events()
					.stream()
					.map((event) -> new Event(event.ordinal(), event.at(), event.kind(), event.from(), event.to(), null,
							null, null))
					.toList());
		assertThat(text(this.paper.render(less))).doesNotContain("Jane", "P-2026", "Conditions", "Ledger entry");
		String graph = new String(this.graph.render(less), StandardCharsets.UTF_8);
		assertThat(graph).doesNotContain("Jane", "P-2026", "Authorization", "Person", "ExternalReference");
		shapes(JsonMapper.shared().readTree(graph));
	}

	@Test
	void aLogWithoutEventsIsNone() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new CustodyLog("r", "d", null, "p", HASH, List.of(), "use", List.of(), List.of()));
	}

	@Test
	void aLongListOfFilesIsNamedByItsHash() throws IOException {
		CustodyLog log = log();
		List<CustodyLog.Item> files = new ArrayList<>();
		for (int i = 0; i < 501; i++) {
			files.add(new CustodyLog.Item("file-" + i, 1, HASH));
		}
		CustodyLog many = new CustodyLog(log.request(), log.designation(), null, log.producer(), log.manifest(), files,
				log.use(), List.of(), log.events());
		assertThat(text(this.paper.render(many))).contains("501 files", "named in that list").doesNotContain("file-7");
	}

	@Test
	void theGraphHasTheDocumentedShapes() throws IOException {
		byte[] bytes = this.graph.render(log());
		keep("custody-log.jsonld", bytes);
		shapes(JsonMapper.shared().readTree(bytes));
	}

	@Test
	void theGraphFollowsTheChainFromTheLastToTheFirst() {
		JsonNode document = JsonMapper.shared().readTree(this.graph.render(log()));
		Map<String, JsonNode> nodes = byId(document);
		List<JsonNode> actions = of(document, "case-investigation:InvestigativeAction");
		assertThat(actions).hasSameSizeAs(log().events());
		JsonNode at = actions.get(actions.size() - 1);
		int steps = 1;
		while (at.has("case-investigation:wasInformedBy")) {
			JsonNode before = node(nodes, at.get("case-investigation:wasInformedBy").get(0));
			// What one action results in is what the next acts on.
			assertThat(before.get("uco-action:result").get(0)).isEqualTo(at.get("uco-action:object").get(0));
			at = before;
			steps++;
		}
		assertThat(steps).isEqualTo(actions.size());
		JsonNode exhibit = node(nodes, at.get("uco-action:object").get(0));
		assertThat(exhibit.get("case-investigation:exhibitNumber").stringValue()).isEqualTo("Part 1");
		List<String> files = new ArrayList<>();
		exhibit.get("uco-core:object").forEach((one) -> files.add(node(nodes, one).get("uco-core:name").stringValue()));
		assertThat(files).containsExactly("files.sha256", "mail.mbox", "log <b>.csv");
		assertThat(actions).extracting((action) -> action.get("uco-action:actionStatus").get("@value").stringValue())
			.contains("Success", "Fail", "Complete/Finish");
	}

	@Test
	void identifiersAreCountedFromWhatTheyName() {
		Set<String> first = ids(JsonMapper.shared().readTree(this.graph.render(log())));
		CustodyLog log = log();
		CustodyLog other = new CustodyLog(log.request(), "Part 2", log.process(), log.producer(), log.manifest(),
				log.files(), log.use(), log.conditions(), log.events());
		assertThat(ids(JsonMapper.shared().readTree(this.graph.render(other)))).doesNotContainAnyElementsOf(first);
	}

	@Test
	void theScheduleCountsAndGivesReasonsAlone() throws IOException {
		byte[] pdf = this.schedules.pdf(schedule());
		keep("withheld-schedule.pdf", pdf);
		assertThat(text(pdf)).containsSubsequence("Schedule of withheld material", "UKCA-2026-00007", "Part 1",
				"U.S. Attorney's Office", "11 March 2026", "Totals", "Privileged", "2", "3500", "Out of scope", "1",
				"40", "In all", "3", "3540", "Items", "1", "Message", "5 March 2026", "Privileged", "Letter to counsel",
				"3", "File", "Out of scope");
		assertThat(text(pdf)).doesNotContain("Over-produced").contains(Digests.sha256(this.schedules.csv(schedule())));
	}

	@Test
	void anEmptyScheduleSaysSo() throws IOException {
		WithheldSchedule none = new WithheldSchedule("R", "Part 1", "Office", Instant.EPOCH, List.of());
		assertThat(none.totals()).isEmpty();
		assertThat(text(this.schedules.pdf(none))).contains("Nothing was withheld.").doesNotContain("Totals");
		assertThat(new String(this.schedules.csv(none), StandardCharsets.UTF_8))
			.isEqualTo("No.,Kind,Date,Category,Reason,Bytes\r\n");
	}

	@Test
	void theScheduleIsATableForTheNextSystem() {
		assertThat(new String(this.schedules.csv(schedule()), StandardCharsets.UTF_8))
			.isEqualTo("No.,Kind,Date,Category,Reason,Bytes\r\n"
					+ "1,Message,2026-03-05,Privileged,\"Letter to counsel, \"\"urgent\"\"\",1500\r\n"
					+ "2,Message,,Privileged,'=HYPERLINK(1),2000\r\n3,File,,Out of scope,Other account,40\r\n");
	}

	@ParameterizedTest
	@CsvSource(value = { "=1;'=1", "+1;'+1", "-1;'-1", "@a;'@a", "a=1;a=1", "'';''", "'=1;'=1" }, delimiter = ';',
			quoteCharacter = '"')
	void noCellIsAFormula(String cell, String safe) {
		assertThat(SchedulePapers.safe(cell)).isEqualTo(safe);
		assertThat(SchedulePapers.safe("\t" + cell)).isEqualTo("'\t" + cell);
		assertThat(SchedulePapers.safe("\r" + cell)).isEqualTo("'\r" + cell);
	}

	/** What the ontologies' own shapes ask of the classes that we use. */
	private static void shapes(JsonNode document) {
		assertThat(document.get("@context").get("uco-core").stringValue())
			.isEqualTo("https://ontology.unifiedcyberontology.org/uco/core/");
		assertThat(document.get("@context").get("case-investigation").stringValue())
			.isEqualTo("https://ontology.caseontology.org/case/investigation/");
		Map<String, JsonNode> nodes = byId(document);
		// No blank nodes, no identifier twice, a UUID at its end; prefixes are declared.
		List<JsonNode> things = things(document.get("@graph"));
		List<String> ids = things.stream().map((thing) -> thing.path("@id").stringValue("")).toList();
		assertThat(ids).doesNotHaveDuplicates()
			.allMatch(
					(id) -> id.matches("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
		for (JsonNode thing : things) {
			thing.properties().forEach((entry) -> {
				if (!entry.getKey().startsWith("@")) {
					assertThat(document.get("@context").has(entry.getKey().split(":")[0])).as(entry.getKey()).isTrue();
				}
			});
			assertThat(document.get("@context").has(thing.get("@type").stringValue().split(":")[0])).isTrue();
		}
		// Every reference leads to a node.
		references(document.get("@graph")).forEach((id) -> assertThat(nodes).containsKey(id));
		JsonNode bundle = document.get("@graph").get(0);
		assertThat(bundle.get("@type").stringValue()).isEqualTo("uco-core:Bundle");
		assertThat(bundle.get("uco-core:object")).hasSize(nodes.size() - 1);
		assertThat(of(document, "case-investigation:Investigation")).hasSize(1)
			.allMatch((one) -> !one.get("uco-core:object").isEmpty());
		assertThat(of(document, "case-investigation:ProvenanceRecord"))
			.allMatch((one) -> one.get("case-investigation:exhibitNumber").isString())
			.allMatch((one) -> !one.get("uco-core:object").isEmpty());
		for (JsonNode action : of(document, "case-investigation:InvestigativeAction")) {
			assertThat(action.get("uco-action:performer").isObject()).isTrue();
			assertThat(node(nodes, action.get("uco-action:performer")).get("@type").stringValue())
				.isIn("uco-identity:Organization", "uco-identity:Person");
			assertThat(node(nodes, action.get("uco-action:instrument").get(0)).get("@type").stringValue())
				.isEqualTo("uco-tool:Tool");
			assertThat(node(nodes, action.get("uco-action:result").get(0)).get("@type").stringValue())
				.isEqualTo("case-investigation:ProvenanceRecord");
			assertThat(action.get("uco-action:endTime").get("@type").stringValue()).isEqualTo("xsd:dateTime");
			assertThat(Instant.parse(action.get("uco-action:endTime").get("@value").stringValue())).isNotNull();
		}
		for (JsonNode file : of(document, "uco-observable:File")) {
			JsonNode facets = file.get("uco-core:hasFacet");
			assertThat(facets.get(0).get("@type").stringValue()).isEqualTo("uco-observable:FileFacet");
			JsonNode hash = facets.get(1).get("uco-observable:hash").get(0);
			assertThat(hash.get("@type").stringValue()).isEqualTo("uco-types:Hash");
			assertThat(hash.get("uco-types:hashMethod").get("@value").stringValue()).isEqualTo("SHA256");
			assertThat(hash.get("uco-types:hashMethod").get("@type").stringValue())
				.isEqualTo("uco-vocabulary:HashNameVocab");
			assertThat(hash.get("uco-types:hashValue").get("@type").stringValue()).isEqualTo("xsd:hexBinary");
			assertThat(hash.get("uco-types:hashValue").get("@value").stringValue()).matches("[0-9a-f]{64}");
			JsonNode marking = node(nodes, file.get("uco-core:objectMarking").get(0));
			assertThat(marking.get("uco-marking:definitionType").stringValue()).isEqualTo("terms-of-use");
			assertThat(marking.get("uco-marking:definition").get(0).get("uco-marking:termsOfUse").stringValue())
				.startsWith("Only for the investigation");
		}
	}

	private static Map<String, JsonNode> byId(JsonNode document) {
		Map<String, JsonNode> nodes = new HashMap<>();
		document.get("@graph").forEach((node) -> nodes.put(node.get("@id").stringValue(), node));
		return nodes;
	}

	private static JsonNode node(Map<String, JsonNode> nodes, JsonNode reference) {
		JsonNode node = nodes.get(reference.get("@id").stringValue());
		assertThat(node).isNotNull();
		return Objects.requireNonNull(node);
	}

	private static List<JsonNode> of(JsonNode document, String type) {
		return document.get("@graph")
			.valueStream()
			.filter((node) -> node.get("@type").stringValue().equals(type))
			.toList();
	}

	private static Set<String> ids(JsonNode document) {
		Set<String> ids = new HashSet<>();
		things(document.get("@graph")).forEach((thing) -> ids.add(thing.get("@id").stringValue()));
		return ids;
	}

	/** Everything that is a thing of its own, nested or not; not literals. */
	private static List<JsonNode> things(JsonNode node) {
		List<JsonNode> things = new ArrayList<>();
		if (node.isObject() && node.has("@type") && !node.has("@value")) {
			things.add(node);
		}
		node.forEach((child) -> things.addAll(things(child)));
		return things;
	}

	private static List<String> references(JsonNode node) {
		List<String> ids = new ArrayList<>();
		if (node.isObject() && node.size() == 1 && node.has("@id")) {
			ids.add(node.get("@id").stringValue());
		}
		node.forEach((child) -> ids.addAll(references(child)));
		return ids;
	}

	private static CustodyLog log() {
		String usao = "U.S. Attorney's Office";
		List<Event> events = new ArrayList<>();
		add(events, "2026-03-09T10:00:00Z", Kind.LODGED, "Google", usao, null, null);
		add(events, "2026-03-09T11:00:00Z", Kind.CHECKED_DIFFERS, usao, null, null, "mail.mbox differs");
		add(events, "2026-03-09T11:05:00Z", Kind.DISPUTED, usao, "Google", null, null);
		add(events, "2026-03-09T15:00:00Z", Kind.RESENT, "Google", usao, null, null);
		add(events, "2026-03-10T08:00:00Z", Kind.CHECKED_AGREES, usao, null, null, null);
		add(events, "2026-03-11T08:00:00Z", Kind.FILTERED, usao, null, null, "2 items withheld");
		add(events, "2026-03-11T08:30:00.123456Z", Kind.FORWARDED, usao, "OIA", null, null);
		add(events, "2026-03-12T09:00:00Z", Kind.RECEIVED, "Northshire Police", null, "PC Jane Roe", null);
		return new CustodyLog("UKCA-2026-00007", "Part 1", "P-2026-88121", "Google", HASH,
				List.of(new CustodyLog.Item("mail.mbox", 3_000_000, "cd".repeat(32)),
						new CustodyLog.Item("log <b>.csv", 1, "ef".repeat(32))),
				"Only for the investigation named in the request.", List.of("No transfer to a third state."), events);
	}

	private static void add(List<Event> events, String at, Kind kind, String from, @Nullable String to,
			@Nullable String person, @Nullable String note) {
		events.add(new Event(events.size() + 1, Instant.parse(at), kind, from, to, person, note,
				"%02x".formatted(events.size()).repeat(32)));
	}

	private static WithheldSchedule schedule() {
		return new WithheldSchedule("UKCA-2026-00007", "Part 1", "U.S. Attorney's Office",
				Instant.parse("2026-03-11T08:00:00Z"),
				List.of(new WithheldSchedule.Item(1, WithheldSchedule.Kind.MESSAGE, LocalDate.of(2026, 3, 5),
						WithheldSchedule.Category.PRIVILEGED, "Letter to counsel, \"urgent\"", 1500),
						new WithheldSchedule.Item(2, WithheldSchedule.Kind.MESSAGE, null,
								WithheldSchedule.Category.PRIVILEGED, "=HYPERLINK(1)", 2000),
						new WithheldSchedule.Item(3, WithheldSchedule.Kind.FILE, null,
								WithheldSchedule.Category.OUT_OF_SCOPE, "Other account", 40)));
	}

	private static void keep(String name, byte[] bytes) throws IOException {
		Files.write(Files.createDirectories(Path.of("target/pdf")).resolve(name), bytes);
	}

	private static String text(byte[] bytes) throws IOException {
		try (PDDocument pdf = Loader.loadPDF(bytes)) {
			return new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");
		}
	}

	private static ResourceBundleMessageSource messages() {
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasename("messages/custody");
		messages.setDefaultEncoding("UTF-8");
		messages.setDefaultLocale(Locale.UK);
		return messages;
	}

}
