package org.comity.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import com.microsoft.playwright.Download;
import org.comity.requests.Ledger;
import org.comity.testing.AsOwner;
import org.comity.testing.browser.Browser;
import org.comity.wall.Overseen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Case A in a real browser: eight people, each at their own desk, from a blank
 * application to the provider's answer, with one return by the central authority, one
 * question from abroad and a non-disclosure order; and the evidence home by the same
 * chain, through the filter, with a difference that the prosecutor finds. What each of
 * them sees is pictured in {@code target/screenshots}.
 */
@Overseen
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "comity.demonstration.enabled=true", "comity.demonstration.cases=false" })
@SuppressWarnings("NullAway.Init")
class JourneyTests {

	private static final String TITLE = "Kidnapping of Tom Ashdown";

	private static final String ACCOUNT = "redwharf77@gmail.example";

	/** Words of the case that the provider must never see. */
	private static final List<String> SECRETS = List.of(TITLE, "Harrier", "Northshire", "Amara Osei", "kidnap",
			"Kidnap", "ransom");

	/** The messages that the filter withholds. */
	private static final List<Integer> WITHHELD = List.of(3, 9, 10, 21, 33, 40, 50);

	@Value("${comity.data-directory}")
	Path data;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@LocalServerPort
	int port;

	@Autowired
	Ledger ledger;

	@TempDir
	Path folder;

	private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

	private Browser browser;

	private String base;

	@BeforeEach
	void start() {
		this.browser = Browser.start();
		this.base = "http://localhost:" + this.port;
	}

	@AfterEach
	void stop() {
		if (this.browser != null) {
			this.browser.close();
		}
	}

	private Desk desk(String name, String email) {
		return new Desk(this.browser, this.base, name, email);
	}

	@Test
	void eightPeopleTakeCaseAOutAndItsEvidenceHome() throws IOException {
		try (Desk officer = desk("officer", "amara.osei@northshire.example");
				Desk prosecutor = desk("prosecutor", "eleanor.whitcombe@cps-northshire.example");
				Desk authority = desk("authority", "fiona.macleod@ukca.example");
				Desk caseworker = desk("caseworker", "hannah.lindqvist@oia.example");
				Desk attorney = desk("attorney", "daniel.reyes@oia.example");
				Desk assistant = desk("assistant", "linh.tran@usao-ndcal.example");
				Desk chief = desk("chief", "robert.castellano@usao-ndcal.example");
				Desk counsel = desk("counsel", "mei.chow@google.example")) {
			String request = apply(officer);
			issue(prosecutor, request);
			returnOnce(authority, prosecutor, request);
			transmit(authority, request);
			acknowledgeAndAsk(caseworker, attorney, request);
			answerTheQuestion(authority, officer, prosecutor, request);
			refer(attorney, assistant, request);
			String process = execute(assistant, request);
			produce(counsel, process);
			receive(assistant, request, process);
			see(officer, request);
			complete(assistant, request, process);
			String part = filter(assistant, request);
			step(assistant, part, "Pass it on", "passed-on");
			chief.open(part).press("See what is proposed").looksWhole().picture("second-person").send();
			step(attorney, part, "Check and take over", "taken-over");
			step(attorney, part, "Pass it on", "passed-on");
			step(authority, part, "Check and take over", "taken-over");
			step(authority, part, "Pass it on", "passed-on");
			differ(prosecutor, authority, part);
			step(prosecutor, part, "Check and take over", "taken-over");
			step(prosecutor, part, "Pass it on", "passed-on");
			step(officer, part, "Check and take over", "taken-over");
			step(officer, part, "Receive it for good", "received");
			takeHome(officer, prosecutor, request, part);
			assertThat(this.ledger.verify(UUID.fromString(request.substring(request.lastIndexOf('/') + 1)))).isEmpty();
		}
	}

	private String apply(Desk officer) {
		officer.open("/work").looksWhole().press("Begin a new request").picture("new-request");
		officer.type("title", TITLE).chooseLabelled("company", "Google LLC").type("operation", "Harrier").send();
		String request = officer.path().replaceAll("(/requests/[^/]+).*", "$1");
		officer.open(request + "/letter/edit").picture("task-list");
		write(officer, request);
		officer.open(request + "/letter/edit").sees("Nothing is missing").picture("task-list-done");
		officer.open(request + "/letter/check").picture("check-answers");
		officer.open(request).picture("ready").follow("/moves/submit").picture("submit").send();
		officer.open(request).sees("Waiting for CPS Northshire").picture("submitted");
		return request;
	}

	private void write(Desk officer, String request) {
		section(officer, request, "authority").type("investigating", "Northshire Police")
			.type("prosecuting", "Crown Prosecution Service")
			.type("officer", "DI Amara Osei")
			.send();
		section(officer, request, "proceedings").type("subjectMatter", "The kidnapping of a student for ransom")
			.send()
			.looksWhole()
			.choose("nature", "INVESTIGATION")
			.type("stage", "The victim was freed; one suspect is known, an accomplice is at large.")
			.send();
		add(officer, request, "offences").type("act", "Common law")
			.type("section", "Common law offence")
			.type("title", "Kidnapping")
			.type("text", "The taking of one person by another by force or fraud without consent or lawful excuse.")
			.send()
			.type("maximumPenalty", "Imprisonment for life")
			.choose("life", "true")
			.send()
			.type("usConduct", "Kidnapping, 18 U.S.C. 1201")
			.send();
		fact(officer, request, 8, "21:14", "A ransom mail was sent from the account.", "The victim's father's handset");
		fact(officer, request, 7, "09:30", "The account was used from 203.0.113.44.",
				"Emergency disclosure by the provider");
		fact(officer, request, 6, "16:00", "That address is the suspect's home router.", "Search of the house");
		section(officer, request, "summary")
			.type("text", "On three days a student was held for ransom; the demands came from the account.")
			.send();
		add(officer, request, "persons").type("name", "Luke Hale")
			.choose("role", "SUSPECT")
			.send()
			.type("location", "Northshire")
			.send();
		LocalDate from = this.today.minusDays(39);
		add(officer, request, "accounts").chooseLabelled("company", "Google LLC")
			.choose("type", "EMAIL")
			.type("identifier", ACCOUNT)
			.send()
			.choose("data", "OWNER")
			.type("data.OWNER", "To show who opened it")
			.choose("data", "ACTIVITY")
			.type("data.ACTIVITY", "To show from where it was used")
			.choose("data", "CONTENT")
			.type("data.CONTENT", "The demands were sent from it")
			.moment("from", from, "00:00")
			.moment("to", this.today.minusDays(5), "23:59")
			.picture("kinds-of-data")
			.send()
			.chooseAll("facts")
			.chooseAll("offences")
			.send();
		section(officer, request, "evidence").type("sought", "Messages, headers, sign-ins and the subscriber")
			.type("purpose", "The investigation and prosecution of the kidnapping")
			.send();
		section(officer, request, "procedure").chooseAll("certificates").send();
		add(officer, request, "preservation").choose("basis", "STATUTORY")
			.type("reference", "PR-0077")
			.send()
			.day("madeOn", this.today.minusDays(6))
			.day("expiresOn", this.today.plusDays(84))
			.chooseAll("accounts")
			.send();
		section(officer, request, "previous-contact").choose("had", "false").send();
		section(officer, request, "confidentiality").choose("asked", "true")
			.type("reason", "An accomplice is at large")
			.send();
		section(officer, request, "non-disclosure").choose("asked", "true")
			.choose("grounds", "DESTROYING_EVIDENCE")
			.type("explanation", "The accomplice could delete the messages")
			.send();
		section(officer, request, "urgency").choose("asked", "false").send();
		section(officer, request, "time-limit").day("date", this.today.plusDays(200)).type("reason", "Trial").send();
		section(officer, request, "use").choose("given", "true").send();
	}

	private Desk section(Desk desk, String request, String name) {
		return desk.open(request + "/letter/edit/" + name).looksWhole();
	}

	private Desk add(Desk desk, String request, String name) {
		return desk.open(request + "/letter/edit/" + name + "/new").looksWhole();
	}

	private void fact(Desk desk, String request, int daysAgo, String time, String what, String source) {
		add(desk, request, "facts").moment("when", this.today.minusDays(daysAgo), time)
			.type("what", what)
			.send()
			.type("source", source)
			.send();
	}

	private void issue(Desk prosecutor, String request) {
		prosecutor.open("/work").sees(TITLE).picture("my-work");
		prosecutor.open(request).picture("request").open(request + "/letter/check").looksWhole();
		prosecutor.open("/cps" + request + "/issue").picture("issue").choose("statement", "true").send();
		prosecutor.open(request).sees("Waiting for UKCA");
		prosecutor.open(request + "/letter").picture("letter-issued");
	}

	private void returnOnce(Desk authority, Desk prosecutor, String request) {
		authority.open("/work").sees(TITLE).picture("my-work");
		authority.open(request).picture("request").open(request + "/letter").picture("letter");
		move(authority, request, "return-to-prosecutor",
				(desk) -> desk.type("message", "The maximum penalty of kidnapping under the Act is not explained."));
		authority.open(request).sees("Waiting for CPS Northshire").picture("returned");
		prosecutor.open(request).picture("returned-to-me");
		section(prosecutor, request, "other-facts")
			.type("text", "Kidnapping is a common law offence; the court may impose imprisonment for life.")
			.send();
		reissue(prosecutor, request, "This explains the maximum penalty.");
	}

	private void reissue(Desk prosecutor, String request, String note) {
		prosecutor.open("/cps" + request + "/issue")
			.type("note", note)
			.choose("statement", "true")
			.picture("addendum")
			.send();
		prosecutor.open(request).sees("Waiting for UKCA");
	}

	private void transmit(Desk authority, String request) {
		move(authority, request, "transmit", (desk) -> desk.type("basis",
				"Data Protection Act 2018, section 75: necessary for a law enforcement purpose"));
		authority.open(request).sees("Waiting for OIA").picture("transmitted");
	}

	private void acknowledgeAndAsk(Desk caseworker, Desk attorney, String request) {
		caseworker.open("/work").sees(TITLE).picture("my-work");
		move(caseworker, request, "acknowledge", (desk) -> desk);
		attorney.open(request + "/documents").looksWhole().sees("Signed by CPS Northshire").picture("documents");
		attorney.open(request).picture("request").open(request + "/letter").looksWhole();
		move(attorney, request, "ask",
				(desk) -> desk.type("message", "Who says that the suspect always used the account, and since when?"));
		attorney.open(request).sees("Waiting for UKCA").picture("asked");
	}

	private void answerTheQuestion(Desk authority, Desk officer, Desk prosecutor, String request) {
		authority.open(request).picture("question");
		move(authority, request, "pass-on",
				(desk) -> desk.type("message", "OIA asks for the source. See the question."));
		officer.open(request).sees("Waiting for CPS Northshire").picture("question-known");
		fact(prosecutor, request, 20, "10:00", "The suspect used the account since last year.",
				"Statement of the victim's sister");
		reissue(prosecutor, request, "The source of the use of the account.");
		transmit(authority, request);
	}

	private void refer(Desk attorney, Desk assistant, String request) {
		move(attorney, request, "refer", (desk) -> desk.chooseLabelled("office", "Northern District of California")
			.type("reason", "Probable cause is shown by the sourced facts 1 to 4."));
		attorney.open(request).picture("referred");
		assistant.open("/work").sees(TITLE).picture("my-work");
		move(assistant, request, "accept", (desk) -> desk);
		assistant.open(request).picture("executing");
	}

	private String execute(Desk assistant, String request) {
		assistant.open("/usao" + request + "/processes/new").picture("new-process");
		assistant.choose("kind", "WARRANT").type("why", "Content is asked for; probable cause is shown.").send();
		assistant.open(request + "/processes").looksWhole();
		assistant.page()
			.waitForNavigation(() -> assistant.page().locator("main a[href^='/processes/']").first().click());
		String process = assistant.path();
		assistant.picture("process");
		move(assistant, process, "apply", (desk) -> desk);
		LocalDate granted = this.today;
		move(assistant, process, "granted",
				(desk) -> desk.type("court", "U.S. District Court, N.D. Cal.")
					.type("docket", "26-mj-70412")
					.type("judge", "Magistrate Judge R. Okafor")
					.day("grantedOn", granted)
					.day("expiresOn", granted.plusDays(14))
					.day("returnDate", granted.plusDays(30)));
		move(assistant, process, "non-disclosure-granted",
				(desk) -> desk.choose("grounds", "DESTROYING_EVIDENCE")
					.day("grantedOn", granted)
					.day("endsOn", granted.plusDays(365)));
		assistant.open(process).picture("ready-to-serve");
		move(assistant, process, "serve", (desk) -> desk);
		assistant.open(process).picture("served");
		return process;
	}

	private void produce(Desk counsel, String process) throws IOException {
		String served = "/provider" + process;
		Path mailbox = CaseFiles.mailbox(this.folder);
		Path signIns = CaseFiles.signIns(this.folder);
		counsel.open("/provider").looksWhole();
		secrets(counsel);
		counsel.picture("home").open(served).sees(ACCOUNT).picture("served");
		secrets(counsel);
		move(counsel, served, "acknowledge", (desk) -> desk);
		counsel.open(served + "/productions").looksWhole().send();
		String part = counsel.path();
		counsel.picture("production").attach("files", mailbox, signIns).send();
		counsel.sees("redwharf77.mbox").sees("sign-ins.csv").picture("uploaded");
		secrets(counsel);
		counsel.open(part + "/lodge").looksWhole();
		for (var outcome : counsel.page().locator("main input[name^='outcome-'][value='PRODUCED']").all()) {
			outcome.check();
		}
		counsel.chooseAll("statements")
			.type("keeping", "The mail system writes each record as it is sent, and keeps it unchanged.")
			.type("custodian", "Morgan Ellis")
			.type("custodianTitle", "Custodian of records")
			.day("signedOn", this.today)
			.picture("certificate")
			.send();
		counsel.picture("receipt");
		counsel.open(served).follow("/moves/answer-in-full").looksWhole();
		for (var outcome : counsel.page().locator("main input[type=radio][value='PRODUCED']").all()) {
			outcome.check();
		}
		counsel.type("custodian", "Morgan Ellis").type("custodianTitle", "Custodian of records").send();
		if (counsel.page().locator("main button[name=confirmed]").count() > 0) {
			counsel.confirm();
		}
		counsel.open(served).picture("answered");
		secrets(counsel);
	}

	private void secrets(Desk counsel) {
		String shown = counsel.page().content();
		SECRETS.forEach((secret) -> assertThat(shown).as(counsel.path()).doesNotContain(secret));
	}

	private void receive(Desk assistant, String request, String process) throws IOException {
		assistant.open(process).picture("answered");
		assistant.open(request + "/evidence").looksWhole();
		assistant.page()
			.waitForNavigation(() -> assistant.page().locator("main a[href^='/evidence/']").first().click());
		assistant.picture("evidence");
		for (String name : List.of("redwharf77.mbox", "sign-ins.csv")) {
			Download download = assistant.page()
				.waitForDownload(() -> assistant.page().locator("main a:has-text('" + name + "')").first().click());
			Path saved = this.folder.resolve("saved-" + name);
			download.saveAs(saved);
			assertThat(sha256(saved)).isEqualTo(sha256(this.folder.resolve(name)));
			assistant.sees(sha256(saved).substring(0, 8));
		}
	}

	private void complete(Desk assistant, String request, String process) {
		move(assistant, process, "settle", (desk) -> desk);
		move(assistant, request, "complete-and-return", (desk) -> desk);
		assistant.open(request).sees("on its way home").picture("returning");
	}

	/** Checks the part, withholds seven messages, and makes what goes home. */
	private String filter(Desk assistant, String request) {
		assistant.open(request + "/evidence");
		assistant.page()
			.waitForNavigation(() -> assistant.page().locator("main a[href^='/evidence/']").first().click());
		String lodged = assistant.path();
		assistant.press("Check and take over").looksWhole().picture("check").send();
		assistant.open(lodged).follow("/filter").picture("filter");
		assistant.page()
			.waitForNavigation(() -> assistant.page().locator("main a[href*='/filter/files/']").first().click());
		assistant.looksWhole();
		for (int message : WITHHELD) {
			assistant.choose("messages", "" + message);
		}
		assistant.choose("category", "PRIVILEGED").type("reason", "Between the suspect and a solicitor");
		assistant.picture("filter-messages").press("Withhold the chosen messages").sees("7 messages are marked");
		assistant.open(lodged + "/filter").press("Finish the filter").picture("finish-filter").send();
		assistant.picture("filtered").press("Part 1, filtered").looksWhole().sees("Privileged").picture("withheld");
		return assistant.path();
	}

	private static void step(Desk desk, String part, String step, String picture) {
		desk.open(part).press(step).looksWhole().send().picture(picture);
	}

	/** The prosecutor's copy goes bad; it is found, told, and sent again. */
	private void differ(Desk prosecutor, Desk authority, String part) throws IOException {
		damage(part, "PROSECUTOR");
		prosecutor.open(part).press("Check and take over").send();
		prosecutor.sees("The hashes differ").sees("redwharf77.mbox").seesNot("null");
		Browser.screenshot(prosecutor.page(), "journey-prosecutor-differs");
		prosecutor.open(part)
			.press("Report the difference")
			.type("message", "One file is not what the list says.")
			.send();
		prosecutor.sees("waiting for UKCA").picture("disputed");
		authority.open(part).picture("to-settle").press("Send it again").send();
		authority.picture("sent-again");
	}

	/** Flips a byte of the copy that a hop holds of the mailbox. */
	private void damage(String part, String hop) throws IOException {
		String key = this.jdbc
			.sql("select c.storage_key from production_copy c join production_file f on f.id = c.file_id "
					+ "where c.part_id = ? and c.hop = ? and c.removed_at is null and f.name = 'redwharf77.mbox'")
			.params(UUID.fromString(part.substring(part.lastIndexOf('/') + 1)), hop)
			.query(String.class)
			.single();
		Path file = this.data.resolve("evidence").resolve(key);
		byte[] bytes = Files.readAllBytes(file);
		bytes[bytes.length / 3] ^= 1;
		Files.write(file, bytes);
	}

	/**
	 * The officer has what the filter let pass, to the byte, and can show what it did
	 * not; the prosecutor can say why.
	 */
	private void takeHome(Desk officer, Desk prosecutor, String request, String part) throws IOException {
		officer.open(request).sees("Closed: executed").picture("executed");
		officer.open(part)
			.sees("Privileged")
			.sees("The investigation and prosecution of the kidnapping")
			.picture("home");
		Path saved = this.folder.resolve("home.mbox");
		officer.page()
			.waitForDownload(() -> officer.page().locator("main a:has-text('redwharf77.mbox')").first().click())
			.saveAs(saved);
		String released = this.jdbc.sql("select sha256 from production_file where part_id = ? and name = ?")
			.params(UUID.fromString(part.substring(part.lastIndexOf('/') + 1)), "redwharf77.mbox")
			.query(String.class)
			.single();
		assertThat(sha256(saved)).isEqualTo(released).isNotEqualTo(sha256(this.folder.resolve("redwharf77.mbox")));
		try (Stream<String> lines = Files.lines(saved, java.nio.charset.StandardCharsets.UTF_8)) {
			assertThat(lines.filter((line) -> line.startsWith("From "))).hasSize(50 - WITHHELD.size());
		}
		officer.page().waitForNavigation(() -> officer.page().locator("main a[href$='/look']").first().click());
		officer.sees("Message 1").picture("look");
		Path tar = this.folder.resolve("home.tar");
		officer.open(part);
		officer.page().waitForDownload(() -> officer.page().locator("main a[href$='/package']").click()).saveAs(tar);
		assertThat(run(this.folder, "tar", "xf", "home.tar")).isZero();
		Path bag;
		try (Stream<Path> files = Files.list(this.folder)) {
			bag = files.filter(Files::isDirectory).findFirst().orElseThrow();
		}
		assertThat(run(bag, "sha256sum", "--quiet", "-c", "manifest-sha256.txt")).isZero();
		assertThat(run(bag, "sha256sum", "--quiet", "-c", "tagmanifest-sha256.txt")).isZero();
		prosecutor.open(part).sees("Between the suspect and a solicitor").picture("schedule");
	}

	private static int run(Path folder, String... command) throws IOException {
		try {
			return new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start().waitFor();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void see(Desk officer, String request) {
		officer.open(request).sees("Being executed").picture("being-executed");
		officer.open(request + "/timeline").picture("timeline").seesNot("Warrant");
	}

	private void move(Desk desk, String subject, String move, java.util.function.UnaryOperator<Desk> fill) {
		desk.open(subject).follow("/moves/" + move).looksWhole();
		fill.apply(desk).send();
		if (desk.page().locator("main button[name=confirmed]").count() > 0) {
			desk.confirm();
		}
		desk.looksWhole();
	}

	private static String sha256(Path file) throws IOException {
		try {
			return HexFormat.of()
				.formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
		}
		catch (java.security.NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
