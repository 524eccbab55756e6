package org.comity.desks.account;

import java.util.Map;
import java.util.Set;

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
			"DECLINE_TO_ISSUE", "TRANSMIT", "DECLINE_TO_TRANSMIT", "REFUSE", "REFUSE_PART", "RELEASE_MILESTONE");

	private static final Set<String> OF_PART = Set.of("CONFIRM", "FILTER", "WITHHOLD_ALL", "FORWARD", "RECEIVE",
			"DESTROY");

	@ParameterizedTest
	@EnumSource(RequestMove.class)
	void movesOfARequest(RequestMove move) {
		assertThat(GraveActs.OF_REQUEST.contains(move)).isEqualTo(OF_REQUEST.contains(move.name()));
		assertThat(grave("POST", "/requests/{id}/moves/{name}", move)).isEqualTo(OF_REQUEST.contains(move.name()));
	}

	@ParameterizedTest
	@EnumSource(ProcessMove.class)
	void movesOfAProcess(ProcessMove move) {
		assertThat(grave("GET", "/processes/{id}/moves/{name}", move)).isEqualTo(move == ProcessMove.SERVE);
	}

	@ParameterizedTest
	@EnumSource(ProductionMove.class)
	void movesOfAPart(ProductionMove move) {
		assertThat(grave("POST", "/evidence/{id}/moves/{name}", move)).isEqualTo(OF_PART.contains(move.name()));
	}

	@ParameterizedTest
	@CsvSource({ "GET,/cps/requests/{id}/issue,true", "POST,/cps/requests/{id}/issue,true",
			"GET,/usao/requests/{id}/milestones,true", "POST,/usao/requests/{id}/milestones,true",
			"GET,/administrator/people,false", "GET,/administrator/people/{id},false",
			"GET,/administrator/people/new,true", "POST,/administrator/people,true",
			"POST,/administrator/people/{id}/roles,true", "POST,/administrator/people/{id}/link,true",
			"GET,/administrator/people/{id}/deactivate,true", "POST,/administrator/people/{id}/deactivate,true",
			"POST,/administrator/offices/{id}/teams,true", "GET,/account/second-factors,false",
			"GET,/account/second-factors/code,true", "POST,/account/second-factors/passkey,true",
			"POST,/account/second-factors/remove,true", "POST,/account/second-factors/recovery-codes,true",
			"POST,/account/sessions,true", "GET,/requests/{id},false", "POST,/requests/{id}/team,false" })
	void screensOfTheirOwn(String method, String pattern, boolean grave) {
		assertThat(GraveActs.grave(method, pattern, Map.of())).isEqualTo(grave);
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
