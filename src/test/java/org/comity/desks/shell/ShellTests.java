package org.comity.desks.shell;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

import org.comity.accounts.SignedInAs;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.testing.WebTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/**
 * The coarse walls: each desk's rooms exist for the people of that desk only. The probes
 * are rooms of the test's own, so that a 404 cannot come from a mistyped address.
 */
@WebTest
@Import(ShellTests.Probes.class)
class ShellTests {

	private static final Map<OfficeKind, String> DESKS = Map.of(OfficeKind.INVESTIGATOR, "/police",
			OfficeKind.PROSECUTOR, "/cps", OfficeKind.REQUESTING_AUTHORITY, "/ukca", OfficeKind.REQUESTED_AUTHORITY,
			"/oia", OfficeKind.EXECUTING_AUTHORITY, "/usao", OfficeKind.PROVIDER, "/provider", OfficeKind.OVERSIGHT,
			"/audit", OfficeKind.ADMINISTRATION, "/administrator");

	private static final Map<OfficeKind, String> PEOPLE = Map.of(OfficeKind.INVESTIGATOR,
			"amara.osei@northshire.example", OfficeKind.PROSECUTOR, "eleanor.whitcombe@cps-northshire.example",
			OfficeKind.REQUESTING_AUTHORITY, "fiona.macleod@ukca.example", OfficeKind.REQUESTED_AUTHORITY,
			"daniel.reyes@oia.example", OfficeKind.EXECUTING_AUTHORITY, "linh.tran@usao-ndcal.example",
			OfficeKind.PROVIDER, "mei.chow@google.example", OfficeKind.OVERSIGHT,
			"beatrice.hargreaves@oversight-uk.example", OfficeKind.ADMINISTRATION,
			"samir.khoury@administration.example");

	@Autowired
	private MockMvc mvc;

	@ParameterizedTest
	@EnumSource(OfficeKind.class)
	void aDeskExistsForItsOwnPeopleOnly(OfficeKind desk) throws Exception {
		String path = DESKS.get(desk) + "/probe";
		for (OfficeKind visitor : OfficeKind.values()) {
			assertThat(status(path, visitor)).as(visitor + " at " + path).isEqualTo((visitor == desk) ? 200 : 404);
			assertThat(status(path.toUpperCase(java.util.Locale.ROOT), visitor)).as("in capitals").isEqualTo(404);
			if (visitor != desk) {
				assertThat(status(DESKS.get(desk) + "//probe", visitor)).as("with two slashes").isIn(400, 404);
				assertThat(status(DESKS.get(desk) + "/probe/", visitor)).as("with a slash behind").isEqualTo(404);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(OfficeKind.class)
	void everybodyHasAHomeOfTheirOwn(OfficeKind visitor) throws Exception {
		String home = this.mvc.perform(get("/").with(SignedInAs.person(String.valueOf(PEOPLE.get(visitor)))))
			.andReturn()
			.getResponse()
			.getRedirectedUrl();
		assertThat(home).isEqualTo(switch (visitor) {
			case ADMINISTRATION -> "/administrator/people";
			case OVERSIGHT -> "/requests";
			case PROVIDER -> "/provider";
			default -> "/work";
		});
	}

	@Test
	void nobodyChoosesOnAFormWhoIsActing() throws Exception {
		String name = this.mvc
			.perform(get("/police/probe").param("name", "Somebody Else")
				.param("person", "00000000-0000-0000-0000-000000000000")
				.with(SignedInAs.person("amara.osei@northshire.example")))
			.andReturn()
			.getResponse()
			.getContentAsString();
		assertThat(name).isEqualTo("Amara Osei");
	}

	@Test
	void whatIsMissingIsNotFoundAndWhatIsBrokenStaysBroken() throws Exception {
		assertThat(status("/probe/missing", OfficeKind.PROVIDER)).isEqualTo(404);
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> status("/probe/broken", OfficeKind.PROVIDER))
			.withMessageContaining("on purpose");
	}

	@Test
	void theNavigationMarksWhereOneIs() throws Exception {
		String page = this.mvc.perform(get("/account").with(SignedInAs.person("amara.osei@northshire.example")))
			.andReturn()
			.getResponse()
			.getContentAsString();
		assertThat(page).contains("href=\"/work\"", "href=\"/requests\"", "href=\"/notices\"")
			.containsPattern("href=\"/account\"[^>]*aria-current=\"page\"")
			.containsOnlyOnce("aria-current=\"page\"")
			.contains("Amara Osei")
			.contains("Northshire Police")
			.doesNotContain("/administrator");
	}

	private int status(String path, OfficeKind visitor) throws Exception {
		return this.mvc.perform(get(path).with(SignedInAs.person(String.valueOf(PEOPLE.get(visitor)))))
			.andReturn()
			.getResponse()
			.getStatus();
	}

	@TestConfiguration
	@RestController
	static class Probes {

		@GetMapping({ "/police/probe", "/cps/probe", "/ukca/probe", "/oia/probe", "/usao/probe", "/provider/probe",
				"/audit/probe", "/administrator/probe" })
		String probe(Actor actor) {
			return actor.name();
		}

		@GetMapping("/probe/missing")
		String missing() {
			return List.of("none")
				.stream()
				.filter(String::isEmpty)
				.findFirst()
				.orElseThrow(NoSuchElementException::new);
		}

		@GetMapping("/probe/broken")
		String broken() {
			throw new IllegalStateException("on purpose");
		}

	}

}
