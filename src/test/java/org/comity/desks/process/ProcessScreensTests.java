package org.comity.desks.process;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Role;
import org.comity.process.EndReason;
import org.comity.process.Invoices;
import org.comity.process.ProcessDetails;
import org.comity.process.ProcessKind;
import org.comity.process.ProcessMove;
import org.comity.process.ProcessRow;
import org.comity.process.ProcessStage;
import org.comity.process.ProcessState;
import org.comity.process.ProcessTest;
import org.comity.process.Processes;
import org.comity.requests.AccountOutcome;
import org.comity.requests.Accounts;
import org.comity.requests.Requests;
import org.comity.testing.AsOwner;
import org.comity.testing.Cast;
import org.comity.testing.Seat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * The screens of processes over HTTP: who finds what, who is offered which step, and what
 * becomes of bad input.
 */
@ProcessTest
class ProcessScreensTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	ProcessStage stage;

	@Autowired
	Processes processes;

	@Autowired
	Invoices invoices;

	@Autowired
	Requests requests;

	@Autowired
	MessageSource messages;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	Cast cast;

	Actor usao;

	Actor google;

	UUID request;

	@BeforeEach
	void request() {
		this.cast = this.stage.cast;
		this.usao = this.cast.assistant();
		this.google = this.cast.counsel();
		this.request = this.stage.executing();
	}

	private MockHttpServletResponse send(Actor actor, MockHttpServletRequestBuilder builder) throws Exception {
		return this.mvc.perform(builder.with(Seat.of(this.jdbc, actor)).with(csrf())).andReturn().getResponse();
	}

	private int status(Actor actor, String address) throws Exception {
		return send(actor, get(address)).getStatus();
	}

	private String page(Actor actor, String address) throws Exception {
		MockHttpServletResponse response = send(actor, get(address));
		assertThat(response.getStatus()).as("%s %s", address, response.getRedirectedUrl()).isEqualTo(200);
		return text(response);
	}

	private static String text(MockHttpServletResponse response) throws Exception {
		return response.getContentAsString(StandardCharsets.UTF_8);
	}

	private static MockHttpServletRequestBuilder form(String address, UUID drawnFrom, String... fields) {
		MockHttpServletRequestBuilder builder = post(address).contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.param("formKey", Ids.next().toString())
			.param("drawnFrom", drawnFrom.toString());
		for (int i = 0; i < fields.length; i += 2) {
			builder.param(fields[i], fields[i + 1]);
		}
		return builder;
	}

	private UUID drawnFrom(Actor actor, UUID process) {
		return (actor == this.google) ? this.processes.served(actor, process).drawnFrom()
				: this.processes.view(actor, process).drawnFrom();
	}

	private static String address(UUID process, ProcessMove move) {
		return "/processes/" + process + "/moves/" + ProcessWords.inAddress(move);
	}

	private static String home(UUID process) {
		return "/processes/" + process;
	}

	@Test
	void everyMoveStateAndEndHasItsWords() {
		List<String> keys = new ArrayList<>();
		for (ProcessMove move : ProcessMove.values()) {
			keys.add("move.process." + move + ".label");
			keys.add("move.process." + move + ".explain");
			keys.add("move.process." + move + ".done");
			if (move.grave()) {
				keys.add("move.process." + move + ".consequence");
			}
			if (move.guardNames().contains("ANSWERS_FOR_PROVIDER")) {
				keys.add("move.process." + move + ".paper");
			}
			move.guardNames()
				.forEach((guard) -> keys.add("process.guard." + guard.toLowerCase(Locale.ROOT).replace('_', '-')));
		}
		for (ProcessState state : ProcessState.values()) {
			if (state.open()) {
				keys.add("status.process." + state + ".mine");
				keys.add("status.process." + state + ".waiting");
			}
		}
		for (EndReason reason : EndReason.values()) {
			keys.add("status.process.ENDED." + reason);
		}
		assertThat(keys).allSatisfy(
				(key) -> assertThat(this.messages.getMessage(key, new Object[] { "x", 1 }, Locale.UK)).isNotBlank());
	}

	@Test
	void theRequestedSideFindsItAndNobodyElse() throws Exception {
		UUID process = this.stage.served(this.request);
		String list = "/requests/" + this.request + "/processes";
		for (Actor seeing : List.of(this.usao, this.cast.attorney(), this.cast.of("OIA", Role.SUPERVISOR),
				this.cast.of("OVERSIGHT-US", Role.AUDITOR))) {
			assertThat(page(seeing, home(process))).contains("redwharf77@gmail.example", "Search warrant");
			assertThat(page(seeing, list)).contains(home(process));
		}
		for (Actor blind : List.of(this.cast.officer(), this.cast.prosecutor(), this.cast.authority(), this.google,
				this.cast.of("OVERSIGHT-UK", Role.AUDITOR), this.cast.of("USAO-WDWASH", Role.ATTORNEY))) {
			assertThat(status(blind, home(process))).as(blind.officeName()).isEqualTo(404);
			assertThat(status(blind, list)).as(blind.officeName()).isEqualTo(404);
		}
	}

	@Test
	void theProviderFindsItsOwnFromServiceOnAndNoWordOfTheCaseAnywhere() throws Exception {
		UUID process = this.stage.ready(this.request);
		String page = "/provider/processes/" + process;
		assertThat(status(this.google, page)).as("before service").isEqualTo(404);
		this.stage.made(this.usao, process, ProcessMove.SERVE, ProcessDetails.message("Kindly answer in full"));
		this.stage.made(this.google, process, ProcessMove.ACKNOWLEDGE, ProcessDetails.none());
		assertThat(status(this.cast.of("MICROSOFT", Role.PROVIDER_COUNSEL), page)).isEqualTo(404);
		assertThat(status(this.usao, page)).isEqualTo(404);
		List<String> addresses = new ArrayList<>(List.of("/provider", "/provider?list=waiting", page));
		for (ProcessMove move : this.processes.served(this.google, process).moves()) {
			if (!move.ownScreen()) {
				addresses.add(page + "/moves/" + ProcessWords.inAddress(move));
			}
		}
		assertThat(addresses).hasSizeGreaterThan(5);
		Requests.Facts about = this.requests.facts(this.request);
		for (String address : addresses) {
			assertThat(page(this.google, address)).as(address)
				.doesNotContain(ProcessStage.SECRETS)
				.doesNotContain(this.request.toString(), about.reference(),
						Objects.requireNonNull(about.requestingReference()),
						Objects.requireNonNull(about.requestedReference()), "As applied for");
		}
		assertThat(page(this.google, page)).contains("Kindly answer in full", "redwharf77@gmail.example",
				"No order: you may tell the user.", "PROC-");
	}

	@Test
	void aStepIsOfferedToTheRightPersonAndOpenToNobodyElse() throws Exception {
		UUID process = this.stage.served(this.request);
		String withdraw = address(process, ProcessMove.WITHDRAW);
		String end = address(process, ProcessMove.END_FOR_OFFICE);
		Actor supervisor = this.cast.of("OIA", Role.SUPERVISOR);
		assertThat(page(this.usao, home(process))).contains(withdraw).doesNotContain(end);
		assertThat(page(supervisor, home(process))).contains(end).doesNotContain(withdraw);
		assertThat(page(this.cast.attorney(), home(process))).doesNotContain("/moves/");
		for (Actor other : List.of(supervisor, this.cast.attorney(), this.google, this.cast.officer(),
				this.cast.of("USAO-WDWASH", Role.ATTORNEY))) {
			assertThat(status(other, withdraw)).as(other.officeName()).isEqualTo(404);
			assertThat(send(other, form(withdraw, drawnFrom(this.usao, process), "message", "x", "confirmed", "true"))
				.getStatus()).as(other.officeName()).isEqualTo(404);
		}
		String acknowledge = "/provider" + address(process, ProcessMove.ACKNOWLEDGE);
		assertThat(status(this.usao, acknowledge)).isEqualTo(404);
		assertThat(status(this.usao, address(process, ProcessMove.ACKNOWLEDGE)))
			.as("the provider answers for itself: a page that says so")
			.isEqualTo(409);
		assertThat(
				send(this.cast.of("MICROSOFT", Role.PROVIDER_COUNSEL), form(acknowledge, drawnFrom(this.usao, process)))
					.getStatus())
			.isEqualTo(404);
		assertThat(send(this.google, form(acknowledge, drawnFrom(this.google, process))).getRedirectedUrl())
			.isEqualTo("/provider/processes/" + process);
		assertThat(send(this.usao, form(withdraw, drawnFrom(this.usao, process), "message", "x", "confirmed", "true"))
			.getRedirectedUrl()).isEqualTo(home(process));
		assertThat(status(this.usao, home(process) + "/moves/no-such-move")).isEqualTo(404);
		assertThat(status(this.usao, home(Ids.next()))).isEqualTo(404);
	}

	@Test
	void aGraveStepStopsFirstAndCarriesWhatWasTyped() throws Exception {
		UUID process = this.stage.ready(this.request);
		String serve = address(process, ProcessMove.SERVE);
		UUID from = drawnFrom(this.usao, process);
		assertThat(page(this.usao, serve)).contains("the provider may tell its user as soon as it is served");
		String stop = text(send(this.usao, form(serve, from, "message", "Mind the \"quotes\" & <tags>")));
		assertThat(stop).contains("Service cannot be taken back",
				"value=\"Mind the &quot;quotes&quot; &amp; &lt;tags&gt;\"");
		assertThat(this.processes.facts(process).state()).isEqualTo(ProcessState.READY);
		assertThat(text(send(this.usao, form(serve, from, "message", "Mind it", "back", "true"))))
			.contains("Mind it</textarea>");
		assertThat(send(this.usao, form(serve, from, "message", "Mind it", "confirmed", "true")).getRedirectedUrl())
			.isEqualTo(home(process));
		assertThat(this.processes.facts(process).state()).isEqualTo(ProcessState.SERVED);
	}

	@Test
	void badInputIsToldBesideTheFieldAndNothingTypedIsLost() throws Exception {
		UUID process = this.stage.opened(this.request, ProcessKind.WARRANT);
		this.stage.made(this.usao, process, ProcessMove.APPLY, ProcessDetails.none());
		UUID from = drawnFrom(this.usao, process);
		MockHttpServletResponse response = send(this.usao,
				form(address(process, ProcessMove.GRANTED), from, "court", "D. Ct.", "docket", "3:26-mj-1",
						"grantedOn.day", "31", "grantedOn.month", "2", "grantedOn.year", "2026", "reason", "Good"));
		assertThat(response.getStatus()).isEqualTo(422);
		assertThat(text(response))
			.contains("The date of the decision must be a real date", "Enter the judge",
					"Enter the last day of service", "value=\"3:26-mj-1\"", "value=\"31\"", "Good</textarea>")
			.doesNotContain("Enter the date of the decision");
		MockHttpServletResponse long1 = send(this.usao,
				form(address(process, ProcessMove.JUDGE_ASKS), from, "reason", "x".repeat(1_000_000)));
		assertThat(long1.getStatus()).isEqualTo(422);
		assertThat(text(long1)).contains("Enter 10,000 characters or fewer");
		assertThat(send(this.usao,
				post(address(process, ProcessMove.JUDGE_ASKS)).param("reason", "x")
					.contentType(MediaType.APPLICATION_FORM_URLENCODED))
			.getStatus()).as("no form of ours").isEqualTo(404);
		assertThat(send(this.usao,
				form(address(process, ProcessMove.JUDGE_ASKS), from, "reason", "nul \u0000 and \u202e turned"))
			.getRedirectedUrl()).isEqualTo(home(process));
	}

	@Test
	void whoComesSecondIsToldWhoWasFirst() throws Exception {
		UUID process = this.stage.answering(this.request);
		String ask = "/provider" + address(process, ProcessMove.ASK);
		String object = "/provider" + address(process, ProcessMove.OBJECT);
		UUID from = drawnFrom(this.google, process);
		assertThat(send(this.google, form(ask, from, "message", "Which one?")).getRedirectedUrl()).isNotNull();
		MockHttpServletResponse late = send(this.google, form(object, from, "message", "My long objection"));
		assertThat(late.getStatus()).isEqualTo(409);
		assertThat(text(late)).contains("This step is no longer open", "My long objection", this.google.name());
		String extend = address(process, ProcessMove.NEW_RETURN_DATE);
		MockHttpServletResponse office = send(this.usao,
				form(extend, from, "returnDate.day", "1", "returnDate.month", "1", "returnDate.year", "2099"));
		assertThat(office.getStatus()).isEqualTo(409);
		assertThat(text(office)).as("still open: to be sent again")
			.contains("Someone moved this process", "value=\"2099\"")
			.doesNotContain(this.google.name());
	}

	@Test
	void papersComeWithWordsAndTheirNamesStayHere() throws Exception {
		UUID process = this.stage.answering(this.request);
		this.stage.made(this.google, process, ProcessMove.ASK, ProcessDetails.message("Which?"));
		UUID key = Ids.next();
		String boundary = "----cut";
		String body = part(boundary, "formKey", key.toString())
				+ part(boundary, "drawnFrom", drawnFrom(this.usao, process).toString()) + part(boundary, "message", "")
				+ "--" + boundary + "\r\nContent-Disposition: form-data; name=\"attachment\"; filename=\"Harrier.txt\""
				+ "\r\nContent-Type: text/plain\r\n\r\nThe list\r\n--" + boundary + "--\r\n";
		String address = address(process, ProcessMove.ANSWER);
		MockHttpServletResponse refused = send(this.usao, multipart(address, boundary, body));
		assertThat(refused.getStatus()).isEqualTo(422);
		assertThat(text(refused)).as("kept for the next try").contains("Enter your message", "Remove Harrier.txt");
		String again = part(boundary, "formKey", key.toString())
				+ part(boundary, "drawnFrom", drawnFrom(this.usao, process).toString())
				+ part(boundary, "message", "This list") + "--" + boundary + "--\r\n";
		assertThat(send(this.usao, multipart(address, boundary, again)).getRedirectedUrl()).isEqualTo(home(process));
		assertThat(page(this.usao, home(process))).contains("Harrier.txt");
		assertThat(page(this.google, "/provider/processes/" + process)).contains("attachment-")
			.doesNotContain("Harrier");
	}

	private static MockHttpServletRequestBuilder multipart(String address, String boundary, String body) {
		return post(address).contentType("multipart/form-data; boundary=" + boundary)
			.content(body.getBytes(StandardCharsets.UTF_8));
	}

	private static String part(String boundary, String name, String value) {
		return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
	}

	@Test
	void aProcessIsOpenedFromItsForm() throws Exception {
		String address = "/usao/requests/" + this.request + "/processes/new";
		Accounts.Account account = this.stage.accounts(this.request).get(0);
		assertThat(page(this.usao, address)).contains("redwharf77@gmail.example", "data-" + account.id());
		assertThat(status(this.cast.attorney(), address)).isEqualTo(404);
		assertThat(status(this.cast.of("USAO-WDWASH", Role.ATTORNEY), address)).isEqualTo(404);
		assertThat(status(this.cast.of("USAO-NDCAL", Role.SUPERVISOR), address)).isEqualTo(404);
		UUID from = this.requests.view(this.usao, this.request).drawnFrom();
		String id = account.id().toString();
		MockHttpServletResponse weak = send(this.usao, form(address, from, "account", id, "data-" + id, "CONTENT",
				"kind", "SUBPOENA", "from-" + id + ".day", "40", "why", "Because"));
		assertThat(weak.getStatus()).isEqualTo(422);
		assertThat(text(weak)).contains("Enter a real date and a time", "value=\"40\"", "Because</textarea>",
				"Proposed for the data above: Search warrant.");
		weak = send(this.usao,
				form(address, from, "account", id, "data-" + id, "CONTENT", "kind", "SUBPOENA", "why", "Because"));
		assertThat(text(weak)).contains("Content takes a search warrant (18 U.S.C. 2703(a), (b))",
				"Enter the range for redwharf77@gmail.example");
		MockHttpServletResponse opened = send(this.usao,
				form(address, from, "account", id, "data-" + id, "BASIC_SUBSCRIBER", "kind", "SUBPOENA", "why", "Yes"));
		ProcessRow row = this.processes.of(this.usao, this.request).get(0);
		assertThat(opened.getRedirectedUrl()).isEqualTo(home(row.id()));
		assertThat(row.kind()).isEqualTo(ProcessKind.SUBPOENA);
		MockHttpServletResponse stale = send(this.usao,
				form(address, from, "account", id, "data-" + id, "BASIC_SUBSCRIBER", "kind", "SUBPOENA", "why", "No"));
		assertThat(stale.getStatus()).isEqualTo(409);
		assertThat(text(stale)).contains("No</textarea>", this.usao.name());
	}

	@Test
	void whatIsDemandedAlreadyIsShownAndRefusedBesideTheField() throws Exception {
		UUID first = this.stage.opened(this.request, ProcessKind.SUBPOENA);
		String reference = this.processes.view(this.usao, first).reference();
		String address = "/usao/requests/" + this.request + "/processes/new";
		assertThat(page(this.usao, address)).contains("Demanded already by " + reference);
		String id = this.stage.accounts(this.request).get(0).id().toString();
		MockHttpServletResponse twice = send(this.usao,
				form(address, this.requests.view(this.usao, this.request).drawnFrom(), "account", id, "data-" + id,
						"BASIC_SUBSCRIBER", "kind", "SUBPOENA", "why", "Again"));
		assertThat(twice.getStatus()).isEqualTo(422);
		assertThat(text(twice)).contains("is demanded already by " + reference, "Again</textarea>");
		assertThat(status(this.usao, address + "?with=NO_SUCH_KIND")).isEqualTo(200);
	}

	@Test
	void theStatementIsWrittenByTheOfficeAlone() throws Exception {
		UUID process = this.stage.opened(this.request, ProcessKind.WARRANT);
		String address = "/usao/processes/" + process + "/affidavit";
		assertThat(page(this.usao, home(process))).contains("Nothing is written yet", address);
		assertThat(page(this.usao, address)).contains("Save the statement", "name=\"version\" value=\"0\"");
		for (Actor blind : List.of(this.cast.attorney(), this.google, this.cast.officer(),
				this.cast.of("USAO-WDWASH", Role.ATTORNEY), this.cast.of("USAO-NDCAL", Role.SUPERVISOR))) {
			assertThat(status(blind, address)).as(blind.officeName()).isEqualTo(404);
			assertThat(send(blind, post(address).param("text", "x").param("version", "0")).getStatus())
				.as(blind.officeName())
				.isEqualTo(404);
		}
		assertThat(send(this.usao, post(address).param("text", "x")).getStatus()).as("no form of ours").isEqualTo(404);
		MockHttpServletResponse blank = send(this.usao, post(address).param("text", " ").param("version", "0"));
		assertThat(blank.getStatus()).isEqualTo(422);
		assertThat(text(blank)).contains("Enter the statement");
		assertThat(send(this.usao, post(address).param("text", "The first <text>").param("version", "0"))
			.getRedirectedUrl()).isEqualTo(home(process));
		MockHttpServletResponse late = send(this.usao, post(address).param("text", "Mine").param("version", "0"));
		assertThat(late.getStatus()).isEqualTo(409);
		assertThat(text(late)).contains("Mine</textarea>", "The first &lt;text&gt;", this.usao.name(),
				"name=\"version\" value=\"1\"");
		assertThat(page(this.usao, address(process, ProcessMove.APPLY))).contains("is printed in the application");
		this.stage.made(this.usao, process, ProcessMove.APPLY, ProcessDetails.none());
		assertThat(send(this.usao, get(address)).getRedirectedUrl()).isEqualTo(home(process));
		MockHttpServletResponse filed = send(this.usao, post(address).param("text", "Late").param("version", "1"));
		assertThat(filed.getStatus()).isEqualTo(422);
		assertThat(text(filed)).contains("The application is before the court", "Late</textarea>");
		assertThat(page(this.usao, home(process))).contains("Application to the court").doesNotContain(address);
	}

	@Test
	void anInvoiceGoesFromTheProviderToTheOffice() throws Exception {
		UUID process = this.stage.served(this.request);
		String page = "/provider/processes/" + process;
		String send = page + "/invoice";
		assertThat(page(this.google, page)).contains(send, "User may be told from");
		assertThat(page(this.google, send)).contains("18 U.S.C. 2706(c)");
		for (Actor blind : List.of(this.usao, this.cast.attorney(), this.cast.officer(),
				this.cast.of("MICROSOFT", Role.PROVIDER_COUNSEL))) {
			assertThat(status(blind, send)).as(blind.officeName()).isEqualTo(404);
			assertThat(send(blind, form(send, Ids.next(), "number", "G-1")).getStatus()).isEqualTo(404);
		}
		MockHttpServletResponse refused = send(this.google,
				invoice(send, 0, "number", "G-1", "amount", "lots", "carrier", "yes"));
		assertThat(refused.getStatus()).isEqualTo(422);
		assertThat(text(refused)).contains("Enter an amount in US dollars", "Choose what the costs were for",
				"Enter what it covers", "Enter its docket number (18 U.S.C. 2706(c))", "value=\"lots\"");
		assertThat(send(this.google, invoice(send, 0, "number", "G-1", "amount", "$1,325.50", "work", "SEARCHING",
				"covers", "Hours <b>", "carrier", "no"))
			.getRedirectedUrl()).isEqualTo(page);
		assertThat(page(this.google, page)).contains("Invoice G-1: US$ 1,325.50", "Hours &lt;b&gt;");
		UUID id = this.invoices.of(this.google, process).get(0).id();
		String dispute = "/usao/invoices/" + id + "/dispute";
		String pay = "/usao/invoices/" + id + "/pay";
		assertThat(page(this.usao, home(process))).contains("Invoice G-1: US$ 1,325.50", dispute, pay);
		assertThat(page(this.cast.attorney(), home(process))).doesNotContain("G-1", "Invoice");
		for (Actor blind : List.of(this.google, this.cast.attorney(), this.cast.of("USAO-WDWASH", Role.ATTORNEY))) {
			assertThat(status(blind, dispute)).as(blind.officeName()).isEqualTo(404);
			assertThat(send(blind, invoice(pay, 1, "message", "x")).getStatus()).isEqualTo(404);
		}
		assertThat(text(send(this.usao, invoice(dispute, 1, "message", " ")))).contains("Enter why you do not pay");
		assertThat(send(this.usao, invoice(dispute, 1, "message", "Too many hours")).getRedirectedUrl())
			.isEqualTo(home(process));
		String amend = "/provider/invoices/" + id + "/amend";
		assertThat(page(this.google, amend)).contains("Too many hours", "value=\"1325.50\"");
		MockHttpServletResponse stale = send(this.google, invoice(amend, 1, "number", "G-1", "amount", "7", "work",
				"SEARCHING", "covers", "My hours", "carrier", "no"));
		assertThat(stale.getStatus()).isEqualTo(409);
		assertThat(text(stale)).contains("Somebody moved this invoice", "My hours</textarea>",
				"name=\"version\" value=\"2\"");
		assertThat(
				text(send(this.usao, invoice(pay, 2, "paidOn.day", "31", "paidOn.month", "2", "paidOn.year", "2026"))))
			.contains("The day of payment must be a real date");
		java.time.LocalDate today = this.stage.today();
		assertThat(
				send(this.usao,
						invoice(pay, 2, "paidOn.day", "" + today.getDayOfMonth(), "paidOn.month",
								"" + today.getMonthValue(), "paidOn.year", "" + today.getYear()))
					.getRedirectedUrl())
			.isEqualTo(home(process));
		assertThat(send(this.usao, get(dispute)).getRedirectedUrl()).as("not open any more").isEqualTo(home(process));
		assertThat(page(this.google, page)).contains("Paid").doesNotContain(amend);
	}

	private static MockHttpServletRequestBuilder invoice(String address, long version, String... fields) {
		MockHttpServletRequestBuilder builder = post(address).contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.param("formKey", Ids.next().toString())
			.param("version", Long.toString(version));
		for (int i = 0; i < fields.length; i += 2) {
			builder.param(fields[i], fields[i + 1]);
		}
		return builder;
	}

	@Test
	void anObjectionAndAMotionHaveTheirForms() throws Exception {
		UUID process = this.stage.answering(this.request);
		String object = "/provider" + address(process, ProcessMove.OBJECT);
		assertThat(page(this.google, object)).contains("18 U.S.C. 2703(h)");
		MockHttpServletResponse refused = send(this.google,
				form(object, drawnFrom(this.google, process), "message", "No"));
		assertThat(refused.getStatus()).isEqualTo(422);
		assertThat(text(refused)).contains("Choose at least one ground", "No</textarea>");
		assertThat(send(this.google, form(object, drawnFrom(this.google, process), "message", "No", "objections",
				"UNDUE_BURDEN", "objections", "FOREIGN_LAW"))
			.getRedirectedUrl()).isNotNull();
		String compel = address(process, ProcessMove.COMPEL);
		assertThat(text(send(this.usao, form(compel, drawnFrom(this.usao, process), "reason", "Yes"))))
			.contains("Choose how you ask the court");
		assertThat(send(this.usao, form(compel, drawnFrom(this.usao, process), "reason", "Yes", "means",
				"MOTION_TO_COMPEL", "confirmed", "true"))
			.getRedirectedUrl()).isEqualTo(home(process));
		for (String one : List.of(page(this.usao, home(process)),
				page(this.google, "/provider/processes/" + process))) {
			assertThat(one).contains("an undue burden", "Motion to compel", "The court has not decided yet.");
		}
		assertThat(page(this.usao, "/usao/overdue")).contains("Overdue providers");
		for (Actor blind : List.of(this.google, this.cast.attorney(), this.cast.officer())) {
			assertThat(status(blind, "/usao/overdue")).as(blind.officeName()).isEqualTo(404);
		}
	}

	@Test
	void theAnswerInFullIsAForm() throws Exception {
		UUID process = this.stage.answering(this.request);
		String address = "/provider" + address(process, ProcessMove.ANSWER_IN_FULL);
		List<String> fields = new ArrayList<>();
		for (Accounts.Account account : this.stage.accounts(this.request)) {
			fields.add("outcome-" + account.id());
			fields.add(AccountOutcome.NOT_OURS.name());
		}
		UUID from = drawnFrom(this.google, process);
		String refused = text(send(this.google, form(address, from, fields.toArray(String[]::new))));
		assertThat(refused).contains("Enter the name of the custodian")
			.containsPattern("value=\"NOT_OURS\"[^>]*checked");
		fields.addAll(List.of("custodian", "Dana Ruiz", "custodianTitle", "Records custodian"));
		assertThat(send(this.google, form(address, from, fields.toArray(String[]::new))).getRedirectedUrl())
			.isEqualTo("/provider/processes/" + process);
		assertThat(page(this.google, "/provider/processes/" + process)).contains("Dana Ruiz, Records custodian")
			.contains("Signed by USAO");
		assertThat(page(this.google, "/provider?list=done")).contains("/provider/processes/" + process);
	}

}
