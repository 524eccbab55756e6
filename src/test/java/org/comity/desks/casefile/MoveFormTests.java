package org.comity.desks.casefile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Role;
import org.comity.requests.Ledger;
import org.comity.requests.MoveDetails;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestState;
import org.comity.requests.Requests;
import org.comity.requests.Timeline;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * The common form of moves: offered to the right person only, refused with everything
 * kept, stopped before what is grave, told apart when two decide at once.
 */
@DeskTest
class MoveFormTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	Road road;

	@Autowired
	Requests requests;

	@Autowired
	Timeline timeline;

	@Autowired
	Ledger ledger;

	@Autowired
	MessageSource messages;

	private String page(Actor actor, String address) throws Exception {
		MockHttpServletResponse response = this.mvc.perform(get(address).with(this.road.seat(actor)))
			.andReturn()
			.getResponse();
		assertThat(response.getStatus()).as(address).isEqualTo(200);
		return response.getContentAsString(StandardCharsets.UTF_8);
	}

	private static String address(UUID id, RequestMove move) {
		return "/requests/" + id + "/moves/" + MoveWords.inAddress(move);
	}

	private MockHttpServletRequestBuilder form(Actor actor, UUID id, RequestMove move, String... fields) {
		return form(actor, id, move, Ids.next(), this.road.drawnFrom(actor, id), fields);
	}

	private MockHttpServletRequestBuilder form(Actor actor, UUID id, RequestMove move, UUID formKey, UUID drawnFrom,
			String... fields) {
		MockHttpServletRequestBuilder builder = post(address(id, move)).with(this.road.seat(actor))
			.with(csrf())
			.contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.param("formKey", formKey.toString())
			.param("drawnFrom", drawnFrom.toString());
		for (int i = 0; i < fields.length; i += 2) {
			builder.param(fields[i], fields[i + 1]);
		}
		return builder;
	}

	private MockHttpServletResponse send(MockHttpServletRequestBuilder builder) throws Exception {
		return this.mvc.perform(builder).andReturn().getResponse();
	}

	private static String text(MockHttpServletResponse response) throws Exception {
		return response.getContentAsString(StandardCharsets.UTF_8);
	}

	@Test
	void everyPersonsMoveHasAllItsWords() {
		List<String> missing = new ArrayList<>();
		for (RequestMove move : RequestMove.values()) {
			List<String> parts = move.system() ? List.of("done")
					: List.of("label", "heading", "explanation", "consequence", "done");
			for (String part : parts) {
				String key = "move.request." + move + "." + part;
				if (this.messages.getMessage(key, null, null, java.util.Locale.UK) == null) {
					missing.add(key);
				}
			}
			boolean written = this.messages.getMessage("move.request." + move + ".hint", null, null,
					java.util.Locale.UK) != null;
			if (!move.system() && !move.ownScreen() && !written) {
				missing.add(move + ".hint");
			}
		}
		for (RequestState state : RequestState.values()) {
			if (this.messages.getMessage("position." + state, null, null, java.util.Locale.UK) == null) {
				missing.add("position." + state);
			}
		}
		assertThat(missing).isEmpty();
	}

	@Test
	void eachPointOfAReturnIsAnsweredInItsPlace() throws Exception {
		UUID id = this.road.submitted("Returned with points");
		this.road.made(this.road.cast.prosecutor(), id, RequestMove.RETURN_TO_POLICE,
				MoveDetails.message("Two things.\n\n1. Who says <so>?\n2. When was it?"));
		Actor officer = this.road.cast.officer();
		assertThat(page(officer, address(id, RequestMove.ANSWER_POINTS))).contains("1. Who says &lt;so&gt;?",
				"2. When was it?", "name=\"point-1\"", "name=\"point-2\"", "Anything else (optional)");
		MockHttpServletResponse half = send(form(officer, id, RequestMove.ANSWER_POINTS, "point-1", "The father",
				"point-2", " ", "message", "More will follow"));
		assertThat(half.getStatus()).isEqualTo(422);
		assertThat(text(half)).contains("Answer point 2, or say why you cannot", "The father", "More will follow");
		assertThat(send(form(officer, id, RequestMove.ANSWER_POINTS, "point-1", "The father", "point-2", "On the 3rd",
				"message", "More will follow"))
			.getStatus()).isEqualTo(302);
		assertThat(this.timeline.of(this.road.cast.prosecutor(), id).get(0).words()).extracting(Timeline.Words::text)
			.containsExactly("1. Who says <so>?\nThe father\n\n2. When was it?\nOn the 3rd\n\nMore will follow");
	}

	@Test
	void whatTheOtherCountryAsksIsPassedOnAsItCameButNotToThePolice() throws Exception {
		UUID id = this.road.acknowledged("Asked abroad");
		this.road.made(this.road.cast.attorney(), id, RequestMove.ASK, MoveDetails.message("1. What is its source?"));
		assertThat(page(this.road.cast.authority(), address(id, RequestMove.PASS_ON)))
			.contains("1. What is its source?</textarea>");
		this.road.made(this.road.cast.authority(), id, RequestMove.PASS_ON,
				MoveDetails.message("1. Its source, please"));
		assertThat(page(this.road.cast.prosecutor(), address(id, RequestMove.ASK_POLICE)))
			.contains("1. Its source, please</textarea>")
			.doesNotContain("What is its source?</textarea>");
	}

	@Test
	void whateverClosesARequestIsGrave() {
		assertThat(Arrays.stream(RequestMove.values())
			.filter((move) -> !move.system() && move.to() == RequestState.CLOSED)).hasSizeGreaterThan(8)
			.allMatch(MoveTone::grave);
	}

	@Test
	void theStepsOfAStateAreOfferedToItsHolderAlone() throws Exception {
		UUID id = this.road.issued("Offered to its holder");
		String authority = page(this.road.cast.authority(), "/requests/" + id);
		assertThat(authority).contains(address(id, RequestMove.TRANSMIT))
			.contains(address(id, RequestMove.RETURN_TO_PROSECUTOR))
			.doesNotContain(address(id, RequestMove.DECLINE_TO_TRANSMIT))
			.contains("Decision needed");
		String supervisor = page(this.road.cast.of("UKCA", Role.SUPERVISOR), "/requests/" + id);
		assertThat(supervisor).contains(address(id, RequestMove.DECLINE_TO_TRANSMIT))
			.doesNotContain(address(id, RequestMove.TRANSMIT))
			.contains("/requests/" + id + "/team");
		String officer = page(this.road.cast.officer(), "/requests/" + id);
		assertThat(officer).doesNotContain("/moves/")
			.contains("Waiting for UKCA to transmit")
			.doesNotContain("/requests/" + id + "/team");
	}

	@Test
	void theRightPersonMovesAndForTheOthersTheFormDoesNotExist() throws Exception {
		UUID id = this.road.submitted("Only the right person");
		List<Actor> others = List.of(this.road.cast.officer(), this.road.cast.authority(),
				this.road.cast.of("CPS-EASTVALE", Role.PROSECUTOR), this.road.cast.attorney(), this.road.cast.counsel(),
				this.road.cast.of("OVERSIGHT-UK", Role.AUDITOR),
				this.road.cast.of("ADMINISTRATION", Role.ADMINISTRATOR),
				this.road.cast.of("NORTHSHIRE", "Online Child Abuse", Role.OFFICER));
		Actor prosecutor = this.road.cast.prosecutor();
		UUID drawnFrom = this.road.drawnFrom(prosecutor, id);
		for (Actor other : others) {
			assertThat(send(get(address(id, RequestMove.RETURN_TO_POLICE)).with(this.road.seat(other))).getStatus())
				.as(other.name())
				.isEqualTo(404);
			assertThat(send(form(other, id, RequestMove.RETURN_TO_POLICE, Ids.next(), drawnFrom, "message", "Mine now"))
				.getStatus()).as(other.name()).isEqualTo(404);
		}
		assertThat(page(prosecutor, address(id, RequestMove.RETURN_TO_POLICE))).contains("name=\"message\"");
		MockHttpServletResponse done = send(
				form(prosecutor, id, RequestMove.RETURN_TO_POLICE, "message", "Who saw it?"));
		assertThat(done.getStatus()).isEqualTo(302);
		assertThat(done.getRedirectedUrl()).isEqualTo("/requests/" + id);
		String officer = page(this.road.cast.officer(), "/requests/" + id);
		assertThat(officer).contains("Who saw it?").contains(address(id, RequestMove.ANSWER_POINTS));
		assertThat(page(this.road.cast.officer(), address(id, RequestMove.ANSWER_POINTS))).contains("Who saw it?");
	}

	@Test
	void aMoveThatDoesNotExistOrIsTheSystemsIsNotFound() throws Exception {
		UUID id = this.road.submitted("No such step");
		for (String name : List.of("nothing", "process-served", "PROVIDER_DONE", "draft-lapses")) {
			assertThat(send(get("/requests/" + id + "/moves/" + name).with(this.road.seat(this.road.cast.prosecutor())))
				.getStatus()).as(name).isEqualTo(404);
		}
		assertThat(send(form(this.road.cast.prosecutor(), id, RequestMove.ISSUE)).getStatus())
			.as("one with a screen of its own")
			.isEqualTo(404);
		assertThat(send(get(address(id, RequestMove.ISSUE)).with(this.road.seat(this.road.cast.prosecutor())))
			.getRedirectedUrl()).isEqualTo("/cps/requests/" + id + "/issue");
	}

	@Test
	void anEmptyFormIsRefusedWithTheErrorAtItsField() throws Exception {
		UUID id = this.road.submitted("Empty form");
		MockHttpServletResponse refused = send(
				form(this.road.cast.prosecutor(), id, RequestMove.RETURN_TO_POLICE, "message", " \r\n "));
		assertThat(refused.getStatus()).isEqualTo(422);
		assertThat(text(refused)).contains("There is a problem")
			.contains("href=\"#message\"")
			.contains("id=\"message-error\"")
			.contains("Write the message");
		assertThat(this.requests.view(this.road.cast.prosecutor(), id).state())
			.isEqualTo(RequestState.PROSECUTOR_REVIEW);
	}

	@Test
	void aMegabyteOfTextIsAnsweredWithAMessageAndKept() throws Exception {
		UUID id = this.road.submitted("A megabyte");
		String typed = "The quick brown fox. ".repeat(49_000);
		MockHttpServletResponse refused = send(
				form(this.road.cast.prosecutor(), id, RequestMove.RETURN_TO_POLICE, "message", typed));
		assertThat(refused.getStatus()).isEqualTo(422);
		assertThat(text(refused)).contains("Use 10,000 characters or fewer").contains(typed.substring(0, 100_000));
		MockHttpServletResponse multipart = send(multipart(this.road.cast.prosecutor(), id,
				RequestMove.RETURN_TO_POLICE, Ids.next(), part("message", typed)));
		assertThat(multipart.getStatus()).isEqualTo(422);
		assertThat(text(multipart)).contains("Use 10,000 characters or fewer").contains(typed.substring(0, 100_000));
	}

	@Test
	void charactersThatNobodySeesAreLeftOut() throws Exception {
		UUID id = this.road.submitted("Odd characters");
		send(form(this.road.cast.prosecutor(), id, RequestMove.RETURN_TO_POLICE, "message",
				"One\u0000\u0007\r\ntwo \ud83d\ude80"));
		assertThat(this.timeline.of(this.road.cast.officer(), id).get(0).words().get(0).text())
			.isEqualTo("One\ntwo \ud83d\ude80");
		assertThat(this.ledger.verify(id)).isEmpty();
	}

	@Test
	void aWrongDateIsSaidToBeWrongAndAllIsKept() throws Exception {
		UUID id = this.road.acknowledged("Wrong dates");
		Actor attorney = this.road.cast.attorney();
		for (String[] date : List.of(new String[] { "31", "2", "2099" }, new String[] { "1", "1", "2001" },
				new String[] { "x", "y", "z" }, new String[] { "", "", "" }, new String[] { "1", "1", "99" })) {
			MockHttpServletResponse refused = send(form(attorney, id, RequestMove.POSTPONE, "message", "Our own case",
					"date.day", date[0], "date.month", date[1], "date.year", date[2]));
			assertThat(refused.getStatus()).as(String.join("-", date)).isEqualTo(422);
			String page = text(refused);
			assertThat(page).contains("href=\"#date\"").contains("Our own case</textarea>");
			assertThat(page.split("id=\"date-error\"", -1)).hasSize(2);
			if (!date[0].isEmpty()) {
				assertThat(page).contains("value=\"" + date[0] + "\"").contains("value=\"" + date[2] + "\"");
			}
		}
		assertThat(send(form(attorney, id, RequestMove.POSTPONE, "message", "Our own case", "date.day", "1",
				"date.month", "1", "date.year", "2099"))
			.getStatus()).isEqualTo(302);
		assertThat(page(attorney, "/requests/" + id + "/timeline")).contains(">Day</dt>", ">1 January 2099</dd>");
	}

	@Test
	void aGraveMoveStopsAndStatesItsConsequenceFirst() throws Exception {
		UUID id = this.road.acknowledged("Grave");
		Actor supervisor = this.road.requestedSupervisor();
		UUID key = Ids.next();
		UUID from = this.road.drawnFrom(supervisor, id);
		String[] given = { "ground", "protected-speech", "message", "It is speech", "consultation",
				"Spoke with UKCA on Monday" };
		MockHttpServletResponse stop = send(form(supervisor, id, RequestMove.REFUSE, key, from, given));
		assertThat(stop.getStatus()).isEqualTo(200);
		assertThat(text(stop)).contains("govuk-panel--interruption")
			.contains("The request is closed as refused")
			.contains("value=\"It is speech\"")
			.contains("value=\"" + key + "\"");
		assertThat(this.requests.view(supervisor, id).state()).isEqualTo(RequestState.REQUESTED_REVIEW);
		MockHttpServletResponse back = send(
				form(supervisor, id, RequestMove.REFUSE, key, from, join(given, "back", "true")));
		assertThat(text(back)).contains("It is speech</textarea>")
			.containsPattern("value=\"protected-speech\"[^>]*checked");
		MockHttpServletResponse done = send(
				form(supervisor, id, RequestMove.REFUSE, key, from, join(given, "confirmed", "true")));
		assertThat(done.getStatus()).isEqualTo(302);
		assertThat(this.requests.view(supervisor, id).state()).as("proposed").isEqualTo(RequestState.REQUESTED_REVIEW);
		confirmed(supervisor, id);
		String officer = page(this.road.cast.officer(), "/requests/" + id);
		assertThat(officer).contains("Closed: refused");
		assertThat(page(this.road.cast.officer(), "/requests/" + id + "/timeline")).contains("It is speech")
			.contains("Conduct protected as speech");
	}

	/**
	 * What one proposed is read by another of the office, who confirms it. The first
	 * cannot, and is told so.
	 */
	private void confirmed(Actor first, UUID id) throws Exception {
		String banner = page(first, "/requests/" + id);
		String proposal = banner.replaceAll("(?s).*href=\"(/requests/[^\"/]+/proposals/[^\"]+)\".*", "$1");
		assertThat(page(first, proposal)).contains("somebody else of your office must confirm it")
			.contains("Take it back")
			.doesNotContain(proposal + "/confirm");
		assertThat(text(this.proposal(first, proposal + "/confirm", "formKey", Ids.next().toString())))
			.contains("You proposed this yourself");
		Actor second = this.road.cast.second(first);
		assertThat(page(second, proposal)).contains("Turn it down").contains(proposal + "/confirm");
		assertThat(page(second, "/work?q=" + this.requests.facts(id).reference()))
			.contains("confirm it or turn it down");
		MockHttpServletResponse poor = this.proposal(second, proposal + "/drop", "formKey", Ids.next().toString());
		assertThat(poor.getStatus()).isEqualTo(422);
		assertThat(text(poor)).contains("Give the reason");
		assertThat(this.proposal(second, proposal + "/confirm", "formKey", Ids.next().toString()).getRedirectedUrl())
			.isEqualTo("/requests/" + id);
	}

	private MockHttpServletResponse proposal(Actor actor, String address, String... fields) throws Exception {
		var post = org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post(address);
		for (int i = 0; i < fields.length; i += 2) {
			post.param(fields[i], fields[i + 1]);
		}
		return this.mvc.perform(post.with(this.road.seat(actor)).with(csrf())).andReturn().getResponse();
	}

	private static String[] join(String[] given, String... more) {
		List<String> all = new ArrayList<>(List.of(given));
		all.addAll(List.of(more));
		return all.toArray(String[]::new);
	}

	@Test
	void aRefusalOffersTheGroundsOfTheChannelWithTheirSources() throws Exception {
		UUID id = this.road.acknowledged("Grounds");
		String page = page(this.road.requestedSupervisor(), address(id, RequestMove.REFUSE));
		assertThat(page).contains("value=\"de-minimis\"")
			.contains("Treaty, article 3")
			.contains("name=\"consultation\"");
		MockHttpServletResponse refused = send(form(this.road.requestedSupervisor(), id, RequestMove.REFUSE, "message",
				"No ground given", "confirmed", "true"));
		assertThat(refused.getStatus()).isEqualTo(422);
		assertThat(text(refused)).contains("Choose the ground").contains("Say how the other side was consulted");
	}

	@Test
	void someAccountsAreRefusedAndTheRestGoOn() throws Exception {
		UUID id = this.road.acknowledged("In part");
		Actor supervisor = this.road.requestedSupervisor();
		String page = page(supervisor, address(id, RequestMove.REFUSE_PART));
		assertThat(page).contains("redwharf77@gmail.example").contains("type=\"checkbox\"");
		UUID one = this.road.accountIds(id).iterator().next();
		assertThat(send(form(supervisor, id, RequestMove.REFUSE_PART, "accounts", one.toString(), "ground",
				"de-minimis", "message", "Minor", "consultation", "Called", "confirmed", "true"))
			.getStatus()).isEqualTo(302);
		confirmed(supervisor, id);
		assertThat(page(supervisor, "/requests/" + id)).contains("Refused").contains("Open");
	}

	@Test
	void aReferralNamesAnOfficeOfTheChannel() throws Exception {
		UUID id = this.road.acknowledged("Refer");
		Actor attorney = this.road.cast.attorney();
		assertThat(page(attorney, address(id, RequestMove.REFER))).contains("Northern District of California")
			.contains("Proposed by the district of the provider");
		MockHttpServletResponse refused = send(form(attorney, id, RequestMove.REFER, "reason", "Memo", "office",
				this.road.cast.authority().office().toString(), "confirmed", "true"));
		assertThat(refused.getStatus()).isEqualTo(422);
		assertThat(send(form(attorney, id, RequestMove.REFER, "reason", "Memo", "office",
				this.road.cast.assistant().office().toString(), "confirmed", "true"))
			.getStatus()).isEqualTo(302);
		String officer = page(this.road.cast.officer(), "/requests/" + id);
		assertThat(officer).contains("Being executed in the United States")
			.doesNotContain("USAO")
			.doesNotContain("Attorney")
			.doesNotContain("Memo");
		assertThat(page(this.road.cast.officer(), "/requests/" + id + "/timeline")).doesNotContain("USAO")
			.doesNotContain("Memo");
	}

	@Test
	void aFormSentTwiceMovesOnceAndLooksDoneBothTimes() throws Exception {
		UUID id = this.road.submitted("Twice");
		Actor prosecutor = this.road.cast.prosecutor();
		UUID key = Ids.next();
		UUID from = this.road.drawnFrom(prosecutor, id);
		for (int i = 0; i < 2; i++) {
			MockHttpServletResponse done = send(
					form(prosecutor, id, RequestMove.RETURN_TO_POLICE, key, from, "message", "Once only"));
			assertThat(done.getRedirectedUrl()).isEqualTo("/requests/" + id);
		}
		assertThat(this.timeline.of(prosecutor, id)).filteredOn((item) -> item.labelCode().contains("RETURN_TO_POLICE"))
			.hasSize(1);
	}

	@Test
	void aStaleFormSaysWhoMovedWhenAndKeepsWhatWasTyped() throws Exception {
		UUID id = this.road.issued("Stale");
		Actor first = this.road.cast.of("UKCA", "Outgoing requests", Role.CASEWORKER);
		Actor second = this.road.cast.authority();
		UUID from = this.road.drawnFrom(second, id);
		this.road.made(first, id, RequestMove.TRANSMIT, MoveDetails.none().withBasis("DPA 2018 s.75"));
		MockHttpServletResponse late = send(form(second, id, RequestMove.RETURN_TO_PROSECUTOR, Ids.next(), from,
				"message", "My long and careful points"));
		assertThat(late.getStatus()).isEqualTo(409);
		assertThat(text(late)).contains(first.name())
			.contains("UKCA")
			.contains("<time datetime=")
			.contains("Waiting for OIA to decide")
			.contains("My long and careful points</textarea>");
		assertThat(send(get(address(id, RequestMove.RETURN_TO_PROSECUTOR)).with(this.road.seat(second))).getStatus())
			.isEqualTo(409);
	}

	@Test
	void aStaleFormWhoseMoveIsStillOpenCanBeSentAgain() throws Exception {
		UUID id = this.road.transmitted("Stale but open");
		Actor attorney = this.road.cast.attorney();
		Actor other = this.road.cast.of("OIA", Role.CASEWORKER);
		UUID from = this.road.drawnFrom(attorney, id);
		UUID key = Ids.next();
		this.road.made(other, id, RequestMove.ACKNOWLEDGE, MoveDetails.none());
		MockHttpServletResponse late = send(form(attorney, id, RequestMove.ASK, key, from, "message", "Who says so?"));
		assertThat(late.getStatus()).isEqualTo(409);
		String page = text(late);
		assertThat(page).contains(other.name()).contains("Who says so?</textarea>").contains("value=\"" + key + "\"");
		Matcher drawn = Pattern.compile("name=\"drawnFrom\" value=\"([^\"]+)\"").matcher(page);
		assertThat(drawn.find()).isTrue();
		assertThat(send(
				form(attorney, id, RequestMove.ASK, key, UUID.fromString(drawn.group(1)), "message", "Who says so?"))
			.getStatus()).isEqualTo(302);
	}

	@Test
	void anEntryThatTheReaderCannotSeeMakesNoFormStale() throws Exception {
		UUID id = this.road.referred("Unseen");
		Actor prosecutor = this.road.cast.prosecutor();
		UUID from = this.road.drawnFrom(prosecutor, id);
		this.road.made(this.road.cast.assistant(), id, RequestMove.ACCEPT, MoveDetails.none());
		this.road.made(this.road.cast.assistant(), id, RequestMove.SEAL, MoveDetails.reason("Order of the court"));
		this.road.made(this.road.cast.assistant(), id, RequestMove.GRANT_URGENCY, MoveDetails.none());
		assertThat(send(form(prosecutor, id, RequestMove.ASK_WITHDRAWAL, Ids.next(), from, "message", "Not needed",
				"confirmed", "true"))
			.getStatus()).isEqualTo(302);
		assertThat(page(this.road.cast.assistant(), "/requests/" + id)).contains("Not needed");
	}

	@Test
	void ofTwoAtOnceOneWinsAndTheOtherIsToldWhoAndWhen() throws Exception {
		UUID id = this.road.issued("At once");
		Actor one = this.road.cast.authority();
		Actor two = this.road.cast.of("UKCA", "Outgoing requests", Role.CASEWORKER);
		UUID from = this.road.drawnFrom(one, id);
		List<Callable<MockHttpServletResponse>> both = List.of(
				() -> send(form(one, id, RequestMove.TRANSMIT, Ids.next(), from, "basis", "DPA 2018 s.75", "confirmed",
						"true")),
				() -> send(form(two, id, RequestMove.RETURN_TO_PROSECUTOR, Ids.next(), from, "message",
						"Points of the other")));
		ExecutorService pool = Executors.newFixedThreadPool(2);
		List<MockHttpServletResponse> answers = new ArrayList<>();
		for (var answer : pool.invokeAll(both)) {
			answers.add(answer.get());
		}
		pool.shutdown();
		assertThat(answers).extracting(MockHttpServletResponse::getStatus).containsExactlyInAnyOrder(302, 409);
		boolean firstWon = answers.get(0).getStatus() == 302;
		assertThat(text(answers.get(firstWon ? 1 : 0))).contains((firstWon ? one : two).name())
			.contains("<time datetime=")
			.contains(firstWon ? "Points of the other" : "DPA 2018 s.75");
		assertThat(this.ledger.verify(id)).isEmpty();
	}

	private record Part(String head, byte[] bytes) {
	}

	private static Part part(String name, String words) {
		return new Part("Content-Disposition: form-data; name=\"" + name + "\"",
				words.getBytes(StandardCharsets.UTF_8));
	}

	private static Part file(String name, byte[] bytes) {
		return new Part("Content-Disposition: form-data; name=\"attachment\"; filename=\"" + name
				+ "\"\r\nContent-Type: application/octet-stream", bytes);
	}

	private MockHttpServletRequestBuilder multipart(Actor actor, UUID id, RequestMove move, UUID key, Part... parts)
			throws Exception {
		java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
		List<Part> all = new ArrayList<>();
		all.add(part("formKey", key.toString()));
		all.add(part("drawnFrom", this.road.drawnFrom(actor, id).toString()));
		all.addAll(List.of(parts));
		for (Part part : all) {
			body.write(("--edge\r\n" + part.head() + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
			body.write(part.bytes());
			body.write("\r\n".getBytes(StandardCharsets.UTF_8));
		}
		body.write("--edge--\r\n".getBytes(StandardCharsets.UTF_8));
		return post(address(id, move)).with(this.road.seat(actor))
			.with(csrf())
			.contentType("multipart/form-data; boundary=edge")
			.content(body.toByteArray());
	}

	@Test
	void papersGoWithTheWordsAndAreReadByWhoeverReadsThem() throws Exception {
		UUID id = this.road.acknowledged("Papers");
		Actor attorney = this.road.cast.attorney();
		UUID key = Ids.next();
		byte[] bytes = "What we need".getBytes(StandardCharsets.UTF_8);
		MockHttpServletResponse refused = send(multipart(attorney, id, RequestMove.ASK, key, part("message", ""),
				file("../list.txt", bytes), file("nothing.txt", new byte[0])));
		assertThat(refused.getStatus()).isEqualTo(422);
		assertThat(text(refused)).contains("Write the message")
			.contains("nothing.txt is empty")
			.contains("Remove list.txt");
		assertThat(page(attorney, "/requests/" + id + "/documents")).doesNotContain("list.txt");
		MockHttpServletResponse done = send(
				multipart(attorney, id, RequestMove.ASK, key, part("message", "See the list")));
		assertThat(done.getStatus()).isEqualTo(302);
		String documents = page(this.road.cast.authority(), "/requests/" + id + "/documents");
		Matcher link = Pattern.compile("/documents/([0-9a-f-]{36})").matcher(documents);
		assertThat(link.find()).isTrue();
		String address = "/documents/" + link.group(1);
		MockHttpServletResponse download = send(get(address).with(this.road.seat(this.road.cast.authority())));
		assertThat(download.getContentAsByteArray()).isEqualTo(bytes);
		assertThat(download.getHeader("Content-Disposition")).startsWith("attachment;").contains("list.txt");
		assertThat(download.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(download.getContentType()).isEqualTo("application/octet-stream");
		assertThat(this.timeline.of(attorney, id).get(0).documents()).hasSize(1);
		for (Actor other : List.of(this.road.cast.counsel(), this.road.cast.of("EASTVALE", Role.SUPERVISOR),
				this.road.cast.assistant(), this.road.cast.of("ADMINISTRATION", Role.ADMINISTRATOR))) {
			assertThat(send(get(address).with(this.road.seat(other))).getStatus()).as(other.name()).isEqualTo(404);
		}
	}

	@Test
	void aPaperWithWordsForTheOwnSideStaysThere() throws Exception {
		UUID id = this.road.acknowledged("Own papers");
		Actor attorney = this.road.cast.attorney();
		send(multipart(attorney, id, RequestMove.REFER, Ids.next(), part("reason", "Memorandum attached"),
				part("office", this.road.cast.assistant().office().toString()), part("confirmed", "true"),
				file("memorandum.txt", "Probable cause".getBytes(StandardCharsets.UTF_8))));
		assertThat(page(this.road.cast.assistant(), "/requests/" + id + "/documents")).contains("memorandum.txt");
		for (Actor uk : List.of(this.road.cast.officer(), this.road.cast.prosecutor(), this.road.cast.authority())) {
			assertThat(page(uk, "/requests/" + id + "/documents")).doesNotContain("memorandum.txt");
		}
	}

	@Test
	void aNoteLessPaperOfATransmittalIsAskedForItsWords() throws Exception {
		UUID id = this.road.issued("Note");
		MockHttpServletResponse refused = send(multipart(this.road.cast.authority(), id, RequestMove.TRANSMIT,
				Ids.next(), part("basis", "DPA 2018 s.75"), file("note.txt", new byte[] { 'x' })));
		assertThat(refused.getStatus()).isEqualTo(422);
		assertThat(text(refused)).contains("Say in the message what the attached file is");
	}

	@Test
	void aFormThatWeDidNotDrawIsABadRequest() throws Exception {
		UUID id = this.road.submitted("Bad form");
		assertThat(
				send(post(address(id, RequestMove.RETURN_TO_POLICE)).with(this.road.seat(this.road.cast.prosecutor()))
					.with(csrf())
					.contentType(MediaType.APPLICATION_FORM_URLENCODED)
					.param("message", "x")).getStatus())
			.isEqualTo(400);
	}

	@Test
	void aSupervisorGivesARequestToATeam() throws Exception {
		UUID id = this.road.submitted("Teams");
		Actor supervisor = this.road.cast.of("CPS-NORTHSHIRE", Role.SUPERVISOR);
		Actor outside = this.road.cast.prosecutor();
		Actor inside = this.road.cast.of("CPS-NORTHSHIRE", "Complex Casework", Role.PROSECUTOR);
		assertThat(send(get("/requests/" + id + "/team").with(this.road.seat(outside))).getStatus()).isEqualTo(404);
		String page = page(supervisor, "/requests/" + id + "/team");
		assertThat(page).contains("Complex Casework");
		String team = inside.teams().iterator().next().toString();
		assertThat(
				send(post("/requests/" + id + "/team").with(this.road.seat(outside)).with(csrf()).param("team", team))
					.getStatus())
			.isEqualTo(404);
		assertThat(
				send(post("/requests/" + id + "/team").with(this.road.seat(supervisor)).with(csrf()).param("team", "x"))
					.getStatus())
			.isEqualTo(422);
		assertThat(send(
				post("/requests/" + id + "/team").with(this.road.seat(supervisor)).with(csrf()).param("team", team))
			.getStatus()).isEqualTo(302);
		assertThat(send(get("/requests/" + id).with(this.road.seat(outside))).getStatus()).isEqualTo(404);
		assertThat(page(inside, "/requests/" + id)).contains("Teams");
		assertThat(page(supervisor, "/requests/" + id + "/timeline")).contains("Given to a team")
			.contains("Complex Casework");
	}

	@Test
	void theTimelineSaysThatTheLedgerHoldsAndShowsHashesOfTheOwnSideOnly() throws Exception {
		UUID id = this.road.acknowledged("Hashes");
		String officer = page(this.road.cast.officer(), "/requests/" + id + "/timeline");
		assertThat(officer).contains("Ledger verified").contains("Acknowledged");
		Set<String> shown = new HashSet<>();
		Matcher hashes = Pattern.compile("data-comity-copy-text>([0-9a-f]{64})<").matcher(officer);
		while (hashes.find()) {
			shown.add(hashes.group(1));
		}
		assertThat(shown).hasSize(4);
	}

}
