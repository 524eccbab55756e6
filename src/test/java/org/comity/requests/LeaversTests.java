package org.comity.requests;

import java.util.List;
import java.util.UUID;

import org.comity.directory.CaseTeam;
import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Role;
import org.comity.testing.AsOwner;
import org.comity.testing.Cast;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What becomes of the requests of a team whose last member leaves. */
@RequestModuleTest
@Transactional
class LeaversTests {

	@Autowired
	private Leavers leavers;

	@Autowired
	private Requests requests;

	@Autowired
	private Visibility visibility;

	@Autowired
	private Ledger ledger;

	@Autowired
	private Directory directory;

	@Autowired
	@AsOwner
	private JdbcClient jdbc;

	@Test
	void whatNobodyElseLooksAfterIsHandedOn() {
		Cast cast = new Cast(this.jdbc, this.directory);
		Actor leaver = cast.of("NORTHSHIRE", team("Alone"), Role.OFFICER);
		Actor heir = cast.of("NORTHSHIRE", team("Together"), Role.OFFICER);
		UUID request = open(leaver);
		assertThat(this.leavers.left(heir.person())).isZero();
		assertThat(this.leavers.left(leaver.person())).isEqualTo(1);
		UUID heirs = heir.teams().iterator().next();
		assertThat(this.leavers.heirs(leaver.person())).extracting(CaseTeam::id)
			.contains(heirs)
			.doesNotContainAnyElementsOf(leaver.teams());
		assertThatExceptionOfType(NoSuchRequest.class)
			.isThrownBy(() -> this.leavers.handOn(leaver.person(), Ids.next()));
		assertThat(this.leavers.handOn(leaver.person(), heirs)).isEqualTo(1);
		assertThat(this.visibility.teamsOf(request, leaver.office())).containsExactly(heirs);
		assertThat(this.leavers.left(leaver.person())).isZero();
		assertThat(this.ledger.verify(request)).isEmpty();
	}

	@Test
	void orTheWholeOfficeTakesOver() {
		Actor leaver = new Cast(this.jdbc, this.directory).of("NORTHSHIRE", team("Alone"), Role.OFFICER);
		UUID request = open(leaver);
		assertThat(this.leavers.handOn(leaver.person(), null)).isEqualTo(1);
		assertThat(this.visibility.teamsOf(request, leaver.office())).isEmpty();
		assertThat(this.leavers.handOn(leaver.person(), null)).isZero();
	}

	@Test
	void whereSomebodyElseIsNothingIsLeft() {
		String team = team("Two");
		Actor leaver = new Cast(this.jdbc, this.directory).of("NORTHSHIRE", team, Role.OFFICER);
		new Cast(this.jdbc, this.directory).of("NORTHSHIRE", team, Role.OFFICER);
		open(leaver);
		assertThat(this.leavers.left(leaver.person())).isZero();
	}

	private UUID open(Actor officer) {
		return Opened.by(officer, this.requests, this.directory, "Leaving", null);
	}

	private String team(String name) {
		String unique = name + " " + Ids.next();
		this.jdbc.sql("insert into case_team (id, office, name) values (?, ?, ?)")
			.params(List.of(Ids.next(), this.directory.officeByCode("NORTHSHIRE").orElseThrow().id(), unique))
			.update();
		return unique;
	}

}
