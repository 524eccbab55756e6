package org.comity.desks.account;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.comity.evidence.ProductionMove;
import org.comity.process.ProcessMove;
import org.comity.requests.RequestMove;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each grave act by name: whoever changes the list must change this one too. */
class GraveActsTests {

	private static final Set<String> OF_REQUEST = Set.of("ISSUE", "REISSUE", "CONFIRM_IN_WRITING", "TELL_URGENTLY",
			"DECLINE_TO_ISSUE", "TRANSMIT", "DECLINE_TO_TRANSMIT", "REFUSE", "REFUSE_PART", "CLOSE_UNANSWERED",
			"RELEASE_MILESTONE", "CONSENT_TO_USE", "REFUSE_USE", "UNSEAL", "SHOW_AUDITORS");

	private static final Set<String> OF_PROCESS = Set.of("SERVE", "NARROW", "MODIFIED", "COMPEL", "DENIED", "QUASHED",
			"ABANDON", "EXPIRED", "WITHDRAW", "END_FOR_OFFICE");

	private static final Set<String> OF_PART = Set.of("CONFIRM", "FILTER", "WITHHOLD_ALL", "FORWARD", "RESEND",
			"RECEIVE", "DESTROY");

	@ParameterizedTest
	@EnumSource(RequestMove.class)
	void movesOfARequest(RequestMove move) {
		assertThat(GraveActs.OF_REQUEST.contains(move)).isEqualTo(OF_REQUEST.contains(move.name()));
		assertThat(grave("POST", "/requests/{id}/moves/{name}", move)).isEqualTo(OF_REQUEST.contains(move.name()));
	}

	@ParameterizedTest
	@EnumSource(ProcessMove.class)
	void movesOfAProcess(ProcessMove move) {
		boolean grave = OF_PROCESS.contains(move.name());
		assertThat(GraveActs.OF_PROCESS.contains(move)).isEqualTo(grave);
		assertThat(grave("GET", "/processes/{id}/moves/{name}", move)).isEqualTo(grave);
		assertThat(grave("POST", "/provider/processes/{id}/moves/{name}", move)).isEqualTo(grave);
		assertThat(grave || !move.grave()).as("what the table of moves calls grave").isTrue();
	}

	@ParameterizedTest
	@EnumSource(ProductionMove.class)
	void movesOfAPart(ProductionMove move) {
		assertThat(grave("POST", "/evidence/{id}/moves/{name}", move)).isEqualTo(OF_PART.contains(move.name()));
	}

	@ParameterizedTest
	@CsvSource({ "GET,/cps/requests/{id}/issue,true", "POST,/cps/requests/{id}/issue,true",
			"GET,/provider/processes/{process}/productions/{id}/lodge,true",
			"POST,/provider/processes/{process}/productions/{id}/lodge,true",
			"GET,/usao/processes/{process}/productions/{id}/lodge,true",
			"POST,/usao/processes/{process}/productions/{id}/lodge,true",
			"POST,/provider/processes/{process}/productions/{id}/files,false",
			"POST,/provider/processes/{process}/productions/{id}/discard,false",
			"POST,/requests/{id}/proposals/{proposal}/confirm,true", "GET,/requests/{id}/proposals/{proposal},false",
			"GET,/emergency-access,true", "POST,/emergency-access,true", "GET,/requests/{id}/retention,false",
			"POST,/requests/{id}/retention/erase,true", "GET,/usao/requests/{id}/milestones,true",
			"POST,/usao/requests/{id}/milestones,true", "GET,/administrator/people,false",
			"GET,/administrator/people/{id},false", "GET,/administrator/people/new,true",
			"POST,/administrator/people,true", "POST,/administrator/people/{id}/roles,true",
			"POST,/administrator/people/{id}/link,true", "GET,/administrator/people/{id}/deactivate,true",
			"POST,/administrator/people/{id}/deactivate,true", "POST,/administrator/offices/{id}/teams,true",
			"GET,/account/second-factors,false", "GET,/account/second-factors/code,true",
			"POST,/account/second-factors/passkey,true", "POST,/account/second-factors/remove,true",
			"POST,/account/second-factors/recovery-codes,true", "POST,/account/sessions,true",
			"GET,/requests/{id},false", "POST,/requests/{id}/team,false" })
	void screensOfTheirOwn(String method, String pattern, boolean grave) {
		assertThat(GraveActs.grave(method, pattern, Map.of())).isEqualTo(grave);
	}

	/** The table of routes is held against those of the application elsewhere. */
	@Test
	void eachAddressExists() throws IOException {
		Set<String> routes;
		try (InputStream table = Objects.requireNonNull(getClass().getResourceAsStream("/golden/routes.txt"))) {
			routes = new String(table.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.startsWith("#") && line.indexOf('|') > 0)
				.map((line) -> line.substring(0, line.indexOf('|')).strip())
				.collect(Collectors.toSet());
		}
		assertThat(GraveActs.patterns()).isNotEmpty()
			.allSatisfy((pattern) -> assertThat(routes).anyMatch((route) -> route.equals("POST " + pattern)));
		assertThat(GraveActs.beginnings())
			.allSatisfy((some) -> assertThat(routes).anyMatch((route) -> route.startsWith("POST " + some)));
		assertThat(routes).contains("GET /administrator/people/new", "GET /administrator/people/{id}/deactivate",
				"GET /administrator/offices/{id}/deactivate");
	}

	@Test
	void anUnknownMoveIsNoGraveOne() {
		assertThat(GraveActs.grave("POST", "/requests/{id}/moves/{name}", Map.of("name", "be-king"))).isFalse();
	}

	private static boolean grave(String method, String pattern, Enum<?> move) {
		return GraveActs.grave(method, pattern,
				Map.of("name", move.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')));
	}

}
