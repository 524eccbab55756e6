package org.comity.desks.administrator;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.comity.accounts.AccountEvent;
import org.comity.accounts.AccountEvent.Kind;
import org.comity.accounts.SecondFactors;
import org.comity.accounts.SignedInAs;
import org.comity.accounts.StaffAccounts;
import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.directory.Person;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.comity.requests.Leavers;
import org.comity.requests.Requests;
import org.comity.requests.Visibility;
import org.comity.testing.WebTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * The administrator's desk, as the administrator and as everybody else meets it.
 */
@WebTest
@Transactional
class AdministratorTests {

	private static final String ADMINISTRATOR = "samir.khoury@administration.example";

	private static final Pattern SHOWN_LINK = Pattern.compile("http://localhost/invitation/[A-Za-z0-9_-]{43}");

	@Autowired
	private MockMvc mvc;

	@Autowired
	private ApplicationContext context;

	@Autowired
	private Directory directory;

	@Autowired
	private StaffAccounts accounts;

	@Autowired
	private SecondFactors factors;

	@Autowired
	private Requests requests;

	@Autowired
	private Leavers leavers;

	@Autowired
	private Visibility visibility;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void aPersonIsAddedWithAPasswordShownOnce() throws Exception {
		MockHttpServletResponse done = send(opening("OIA", "Ruth Abara", "Ruth.Abara@oia.example", "ATTORNEY"));
		assertThat(done.getStatus()).isEqualTo(200);
		assertThat(done.getHeader("Cache-Control")).contains("no-store");
		Matcher shown = SHOWN_LINK.matcher(done.getContentAsString());
		assertThat(shown.find()).isTrue();
		Person person = this.directory.personByEmail("ruth.abara@oia.example").orElseThrow();
		assertThat(person.roles()).containsExactly(Role.ATTORNEY);
		assertThat(page("/administrator/people/" + person.id())).contains("Ruth Abara")
			.contains("Account opened")
			.contains("Samir Khoury")
			.doesNotContain(shown.group());
	}

	@Test
	void aRefusedFormKeepsWhatWasTyped() throws Exception {
		String page = body(opening("OIA", "Ruth Abara", "fiona.macleod@ukca.example", "CASEWORKER"));
		assertThat(page).contains("Somebody already signs in with this email address")
			.contains("value=\"Ruth Abara\"")
			.contains("value=\"fiona.macleod@ukca.example\"")
			.containsPattern("value=\"CASEWORKER\"[^>]*checked");
		assertThat(body(opening("OIA", "", "no address", null))).contains("Enter a name", "Enter an email address",
				"Choose at least one role");
	}

	@ParameterizedTest
	@ValueSource(strings = { "OFFICER", "ADMINISTRATOR", "AUDITOR", "PROVIDER_COUNSEL" })
	void aRoleThatDoesNotFitIsRefused(String role) throws Exception {
		assertThat(body(opening("OIA", "Ruth Abara", "ruth.abara@oia.example", role)))
			.contains("Nobody in this kind of office can have that role");
		assertThat(this.directory.personByEmail("ruth.abara@oia.example")).isEmpty();
	}

	@Test
	void nonsenseIsAnsweredInWordsOrAsABadRequest() throws Exception {
		assertThat(body(opening("OIA", "x".repeat(1_000_000), "a@b.example\u0000", "ATTORNEY")))
			.contains("Enter a name of at most 120 characters", "Enter an email address")
			.hasSizeLessThan(50_000);
		assertThat(send(opening("OIA", "Ruth", "r@oia.example", "KING")).getStatus()).isEqualTo(400);
		assertThat(send(opening("NOWHERE", "Ruth", "r@oia.example", "ATTORNEY")).getStatus()).isEqualTo(404);
		assertThat(send(get("/administrator/people?office={code}", "\u0000")).getStatus()).isEqualTo(200);
		assertThat(send(get("/administrator/people/not-an-id")).getStatus()).isEqualTo(404);
		assertThat(send(get("/administrator/people/" + UUID.randomUUID())).getStatus()).isEqualTo(404);
	}

	@Test
	void rolesAndTeamsChangeAndTheHistorySaysHow() throws Exception {
		Person officer = person("grace.adeyemi@eastvale.example");
		UUID economic = team(officer.office(), "Economic Crime");
		int version = this.accounts.revision(officer.id());
		MockHttpServletResponse done = send(post("/administrator/people/{id}/roles", officer.id()).with(csrf())
			.param("version", String.valueOf(version))
			.param("roles", "OFFICER", "SUPERVISOR")
			.param("teams", economic.toString()));
		assertThat(done.getRedirectedUrl()).isEqualTo("/administrator/people/" + officer.id());
		assertThat(person(officer.email()).roles()).containsExactlyInAnyOrder(Role.OFFICER, Role.SUPERVISOR);
		assertThat(person(officer.email()).teams()).containsExactly(economic);
		assertThat(history(officer)).contains(Kind.ROLES_CHANGED, Kind.TEAMS_CHANGED);
		assertThat(page("/administrator/people/" + officer.id())).contains("From: Officer. To: Officer, Supervisor.")
			.contains("From: Serious Crime. To: Economic Crime.");
	}

	@Test
	void whoeverComesSecondIsToldAndNothingIsOverwritten() throws Exception {
		Person officer = person("grace.adeyemi@eastvale.example");
		int seen = this.accounts.revision(officer.id());
		assertThat(this.accounts.sendLink(administrator(), officer.id(), seen, false).refused()).isFalse();
		String page = body(post("/administrator/people/{id}/roles", officer.id()).with(csrf())
			.param("version", String.valueOf(seen))
			.param("roles", "SUPERVISOR"));
		assertThat(page).contains("Somebody else changed this person")
			.containsPattern("value=\"SUPERVISOR\"[^>]*checked");
		assertThat(person(officer.email()).roles()).containsExactly(Role.OFFICER);
	}

	@Test
	void anotherOfficesTeamIsRefused() throws Exception {
		Person officer = person("grace.adeyemi@eastvale.example");
		UUID foreign = team(this.directory.officeByCode("NORTHSHIRE").orElseThrow().id(), "Major Crime");
		String page = body(post("/administrator/people/{id}/roles", officer.id()).with(csrf())
			.param("version", String.valueOf(this.accounts.revision(officer.id())))
			.param("roles", "OFFICER")
			.param("teams", foreign.toString()));
		assertThat(page).contains("That team belongs to another office");
		assertThat(person(officer.email())).isEqualTo(officer);
	}

	@Test
	void aPersonIsDeactivatedAndReactivatedButNeverRemoved() throws Exception {
		Person officer = person("callum.fraser@northshire.example");
		assertThat(page("/administrator/people/" + officer.id() + "/deactivate")).contains("Deactivate Callum Fraser?");
		send(post("/administrator/people/{id}/deactivate", officer.id()).with(csrf())
			.param("version", String.valueOf(this.accounts.revision(officer.id()))));
		assertThat(person(officer.email()).active()).isFalse();
		send(post("/administrator/people/{id}/reactivate", officer.id()).with(csrf())
			.param("version", String.valueOf(this.accounts.revision(officer.id()))));
		assertThat(person(officer.email()).active()).isTrue();
		// The demonstration's cases may be waiting for them alone.
		assertThat(history(officer)).filteredOn((kind) -> kind != Kind.WORK_HANDED_ON)
			.startsWith(Kind.REACTIVATED, Kind.DEACTIVATED);
	}

	@Test
	void whatWaitsForALeaverAloneIsHandedOnWithTheirAccount() throws Exception {
		Office office = this.directory.officeByCode("NORTHSHIRE").orElseThrow();
		send(post("/administrator/offices/" + office.id() + "/teams").with(csrf()).param("name", "One alone"));
		UUID team = team(office.id(), "One alone");
		Person officer = person("callum.fraser@northshire.example");
		send(post("/administrator/people/{id}/roles", officer.id()).with(csrf())
			.param("version", String.valueOf(this.accounts.revision(officer.id())))
			.param("roles", "OFFICER")
			.param("teams", team.toString()));
		UUID request = this.requests
			.open(SignedInAs.actor(this.context, officer.email()), Ids.next(),
					new Requests.NewRequest("Of one who leaves", this.directory.companies().get(0).id(), "UK-US-MLAT",
							null, team))
			.orElseThrow();
		assertThat(this.visibility.teamsOf(request, office.id())).containsExactly(team);
		assertThat(this.leavers.left(officer.id())).isEqualTo(1);
		assertThat(page("/administrator/people/" + officer.id() + "/deactivate")).doesNotContain("Of one who leaves");
		UUID heirs = this.leavers.heirs(officer.id()).get(0).id();
		send(post("/administrator/people/{id}/deactivate", officer.id()).with(csrf())
			.param("version", String.valueOf(this.accounts.revision(officer.id())))
			.param("to", heirs.toString()));
		assertThat(person(officer.email()).active()).isFalse();
		assertThat(this.visibility.teamsOf(request, office.id())).containsExactly(heirs);
		assertThat(this.leavers.left(officer.id())).isZero();
		assertThat(history(officer)).startsWith(Kind.WORK_HANDED_ON, Kind.DEACTIVATED);
	}

	@Test
	void aLostDeviceTakesEverySecondFactorAndTheSessionsWithIt() throws Exception {
		Person officer = person("callum.fraser@northshire.example");
		RequestPostProcessor session = SignedInAs.begun(this.context, officer.email());
		this.jdbc.sql("insert into account_code (person, secret, last_step, enrolled_at) values (?, ?, 0, now())")
			.params(officer.id(), new byte[20])
			.update();
		this.jdbc.sql("insert into account_recovery_code (person, digest, made_at) values (?, ?, now())")
			.params(officer.id(), "0".repeat(64))
			.update();
		assertThat(this.mvc.perform(get("/account").with(session)).andReturn().getResponse().getStatus())
			.isEqualTo(200);
		send(post("/administrator/people/{id}/link", officer.id()).with(csrf())
			.param("version", String.valueOf(this.accounts.revision(officer.id()))));
		assertThat(secondFactors(officer)).as("kept where no device is lost").isEqualTo(2);
		session = SignedInAs.begun(this.context, officer.email());
		assertThat(body(post("/administrator/people/{id}/link", officer.id()).with(csrf())
			.param("version", String.valueOf(this.accounts.revision(officer.id())))
			.param("deviceLost", "true"))).containsPattern(SHOWN_LINK);
		assertThat(secondFactors(officer)).isZero();
		assertThat(this.factors.of(SignedInAs.actor(this.context, officer.email())).any()).isFalse();
		assertThat(this.mvc.perform(get("/account").with(session)).andReturn().getResponse().getRedirectedUrl())
			.isEqualTo("/sign-in?ended");
		assertThat(history(officer)).startsWith(Kind.LINK_MADE, Kind.FACTORS_REMOVED);
	}

	private int secondFactors(Person person) {
		return this.jdbc
			.sql("select (select count(*) from account_code where person = :person) "
					+ "+ (select count(*) from account_recovery_code where person = :person)")
			.param("person", person.id())
			.query(Integer.class)
			.single();
	}

	@Test
	void auditorsSeeWhatWasDoneToTheAccountsOfTheirSide() throws Exception {
		Person officer = person("callum.fraser@northshire.example");
		send(opening("OIA", "Ruth Abara", "ruth.abara@oia.example", "ATTORNEY"));
		send(opening("CHATTERLY", "Ruth Vale", "ruth.vale@chatterly.example", "PROVIDER_COUNSEL"));
		send(post("/administrator/people/{id}/link", officer.id()).with(csrf())
			.param("version", String.valueOf(this.accounts.revision(officer.id())))
			.param("deviceLost", "true"));
		send(post("/administrator/people/{id}/roles", officer.id()).with(csrf())
			.param("version", String.valueOf(this.accounts.revision(officer.id())))
			.param("roles", "SUPERVISOR"));
		assertThat(accountsSeenBy("OVERSIGHT-UK"))
			.contains("Callum Fraser", "Every second factor removed", "Samir Khoury")
			.contains("To: Supervisor.")
			.doesNotContain("Ruth Abara", "Ruth Vale");
		assertThat(accountsSeenBy("OVERSIGHT-US")).contains("Ruth Abara", "Ruth Vale", "Account opened", "Samir Khoury")
			.doesNotContain("Callum Fraser", "Every second factor removed");
		assertThat(this.mvc.perform(get("/audit/accounts").with(SignedInAs.person(officer.email())))
			.andReturn()
			.getResponse()
			.getStatus()).isEqualTo(404);
		assertThat(send(get("/audit/accounts")).getStatus()).isEqualTo(404);
	}

	private String accountsSeenBy(String office) throws Exception {
		Person auditor = this.directory.people(this.directory.officeByCode(office).orElseThrow().id())
			.stream()
			.filter((person) -> person.active() && person.email().endsWith(".example")
					&& !person.email().endsWith("cast.example"))
			.findFirst()
			.orElseThrow();
		MockHttpServletResponse page = this.mvc.perform(get("/audit/accounts").with(SignedInAs.person(auditor.email())))
			.andReturn()
			.getResponse();
		assertThat(page.getStatus()).isEqualTo(200);
		return page.getContentAsString();
	}

	@Test
	void nobodyDeactivatesThemselvesOrTheLastAdministrator() throws Exception {
		Person me = person(ADMINISTRATOR);
		String page = body(post("/administrator/people/{id}/deactivate", me.id()).with(csrf())
			.param("version", String.valueOf(this.accounts.revision(me.id()))));
		assertThat(page).contains("You cannot deactivate yourself")
			.contains("The last administrator cannot be deactivated");
		assertThat(person(ADMINISTRATOR).active()).isTrue();
		assertThat(page("/administrator/people/" + me.id())).contains("This is you").doesNotContain("/deactivate");
	}

	@Test
	void aNewLinkReplacesThePassword() throws Exception {
		Person officer = person("callum.fraser@northshire.example");
		int seen = this.accounts.revision(officer.id());
		MockHttpServletRequestBuilder reset = post("/administrator/people/{id}/link", officer.id()).with(csrf())
			.param("version", String.valueOf(seen));
		assertThat(body(reset)).containsPattern(SHOWN_LINK);
		assertThat(history(officer)).startsWith(Kind.LINK_MADE);
		assertThat(body(post("/administrator/people/{id}/link", officer.id()).with(csrf())
			.param("version", String.valueOf(seen)))).as("the same form again").doesNotContainPattern(SHOWN_LINK);
		Person me = person(ADMINISTRATOR);
		assertThat(body(post("/administrator/people/{id}/link", me.id()).with(csrf())
			.param("version", String.valueOf(this.accounts.revision(me.id())))))
			.contains("Change your own password on your account page");
	}

	@Test
	void anOfficeGetsATeamAndIsDeactivated() throws Exception {
		Office office = this.directory.officeByCode("CHATTERLY").orElseThrow();
		String path = "/administrator/offices/" + office.id();
		send(post(path + "/teams").with(csrf()).param("name", " Night desk "));
		assertThat(body(post(path + "/teams").with(csrf()).param("name", "Night desk")))
			.contains("already has a team of that name");
		assertThat(body(post(path + "/teams").with(csrf()).param("name", "\u202E")))
			.contains("Enter a name of at most 80 characters");
		assertThat(page(path)).contains("Night desk").contains("Chatterly, Inc.").contains("N.D. Cal.");
		assertThat(page(path + "/deactivate")).contains("Deactivate Chatterly?");
		send(post(path + "/deactivate").with(csrf()));
		assertThat(this.directory.active(office.id())).isFalse();
		assertThat(this.directory.offices(OfficeKind.PROVIDER)).doesNotContain(office);
		assertThat(body(opening("CHATTERLY", "Ruth Abara", "ruth@chatterly.example", "PROVIDER_COUNSEL")))
			.contains("This office is not active");
		send(post(path + "/reactivate").with(csrf()));
		assertThat(this.accounts.officeHistory(administrator(), office.id())).extracting(AccountEvent::kind)
			.startsWith(Kind.OFFICE_REACTIVATED, Kind.OFFICE_DEACTIVATED, Kind.TEAM_ADDED);
	}

	@Test
	void theAdministratorsOfficeStays() throws Exception {
		Office office = this.directory.officeByCode("ADMINISTRATION").orElseThrow();
		assertThat(body(post("/administrator/offices/{id}/deactivate", office.id()).with(csrf())))
			.contains("The office of the administrators cannot be deactivated");
		assertThat(this.directory.active(office.id())).isTrue();
	}

	@Test
	void theDeskDoesNotExistForAnybodyElse() throws Exception {
		Person officer = person("callum.fraser@northshire.example");
		Office office = this.directory.officeByCode("CHATTERLY").orElseThrow();
		List<String> pages = List.of("/administrator/people", "/administrator/people/new",
				"/administrator/people/" + officer.id(), "/administrator/people/" + officer.id() + "/deactivate",
				"/administrator/offices", "/administrator/offices/" + office.id(),
				"/administrator/offices/" + office.id() + "/deactivate");
		for (String path : pages) {
			assertThat(send(get(path)).getStatus()).as("administrator at " + path).isEqualTo(200);
			for (Office other : this.directory.everyOffice()) {
				if (other.kind() == OfficeKind.ADMINISTRATION) {
					continue;
				}
				Person stranger = this.directory.people(other.id())
					.stream()
					.filter((person) -> person.active() && person.email().endsWith(".example"))
					.findFirst()
					.orElseThrow();
				MockHttpServletResponse refused = this.mvc.perform(get(path).with(SignedInAs.person(stranger.email())))
					.andReturn()
					.getResponse();
				assertThat(refused.getStatus()).as(other.code() + " at " + path).isEqualTo(404);
			}
			assertThat(Objects.requireNonNull(this.mvc.perform(get(path)).andReturn().getResponse().getRedirectedUrl()))
				.endsWith("/sign-in");
		}
	}

	private Actor administrator() {
		return SignedInAs.actor(this.context, ADMINISTRATOR);
	}

	private Person person(String email) {
		return this.directory.personByEmail(email).orElseThrow();
	}

	private UUID team(UUID office, String name) {
		return this.directory.teams(office)
			.stream()
			.filter((team) -> team.name().equals(name))
			.findFirst()
			.orElseThrow()
			.id();
	}

	private List<Kind> history(Person person) {
		return this.accounts.history(administrator(), person.id()).stream().map(AccountEvent::kind).toList();
	}

	@Test
	void aBoxWithoutAValueIsNoChoice() throws Exception {
		assertThat(send(opening("CHATTERLY", "Ruth Vale", "not an address", "PROVIDER_COUNSEL").param("teams", "\t")
			.param("roles", "", "")).getStatus()).isLessThan(500);
		Person officer = person("callum.fraser@northshire.example");
		assertThat(send(post("/administrator/people/" + officer.id() + "/roles").with(csrf())
			.param("version", "0")
			.param("roles", "", "")
			.param("teams", " ", "\t")).getStatus()).isLessThan(500);
	}

	private static MockHttpServletRequestBuilder opening(String office, String name, String email,
			@org.jspecify.annotations.Nullable String role) {
		MockHttpServletRequestBuilder request = post("/administrator/people").with(csrf())
			.param("office", office)
			.param("name", name)
			.param("email", email);
		return (role != null) ? request.param("roles", role) : request;
	}

	private String page(String path) throws Exception {
		return body(get(path));
	}

	private String body(MockHttpServletRequestBuilder request) throws Exception {
		MockHttpServletResponse response = send(request);
		assertThat(response.getStatus()).isEqualTo(200);
		return response.getContentAsString();
	}

	private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
		return this.mvc.perform(request.with(SignedInAs.person(ADMINISTRATOR))).andReturn().getResponse();
	}

}
