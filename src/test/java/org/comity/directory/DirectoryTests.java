package org.comity.directory;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;

import org.comity.kernel.OfficeKind;
import org.comity.testing.WebTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@WebTest
@Transactional
class DirectoryTests {

	private static final UUID UNKNOWN = UUID.fromString("00000000-0000-7000-8000-00000000ffff");

	@Autowired
	private Directory directory;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private MessageSource messages;

	@ParameterizedTest
	@CsvSource({ "NORTHSHIRE,Google LLC,CPS-NORTHSHIRE,UKCA,OIA,USAO-NDCAL,GOOGLE",
			"EASTVALE,Microsoft Corporation,CPS-EASTVALE,UKCA,OIA,USAO-WDWASH,MICROSOFT",
			"NORTHSHIRE,'Chatterly, Inc.',CPS-NORTHSHIRE,UKCA,OIA,USAO-NDCAL,CHATTERLY",
			"EASTVALE,Google Ireland Limited,CPS-EASTVALE,UKCA,OIA,USAO-DC,GOOGLE" })
	void theChannelProposesAnOfficeForEachHop(String force, String companyName, String prosecutor, String requesting,
			String requested, String executing, String provider) {
		Channel channel = this.directory.channel("UK-US-MLAT");
		Office investigator = this.directory.officeByCode(force).orElseThrow();
		List<String> proposed = channel.hops()
			.stream()
			.map((hop) -> this.directory.proposed(channel, hop, investigator, company(companyName)).code())
			.toList();
		assertThat(proposed).containsExactly(force, prosecutor, requesting, requested, executing, provider);
	}

	@Test
	void columbiaAndTheUnitOfTheRequestedAuthorityMayAlwaysBeChosen() {
		Channel channel = this.directory.channel("UK-US-MLAT");
		assertThat(this.directory.allowed(channel, OfficeKind.EXECUTING_AUTHORITY)).extracting(Office::code)
			.containsExactlyInAnyOrder("USAO-NDCAL", "USAO-WDWASH", "USAO-DC", "OIA-EXECUTION");
		assertThat(this.directory.allowed(channel, OfficeKind.PROSECUTOR)).extracting(Office::code)
			.containsExactlyInAnyOrder("CPS-NORTHSHIRE", "CPS-EASTVALE");
		assertThat(this.directory.allowed(channel, OfficeKind.INVESTIGATOR)).extracting(Office::code)
			.containsExactlyInAnyOrder("NORTHSHIRE", "EASTVALE");
	}

	@Test
	void everyProposalMayAlsoBeChosen() {
		Channel channel = this.directory.channel("UK-US-MLAT");
		for (Office force : this.directory.offices(OfficeKind.INVESTIGATOR)) {
			for (ProviderCompany company : this.directory.companies()) {
				for (OfficeKind hop : channel.hops()) {
					assertThat(this.directory.allowed(channel, hop))
						.contains(this.directory.proposed(channel, hop, force, company));
				}
			}
		}
	}

	@Test
	void aDeactivatedOfficeIsNeitherProposedNorAllowedButStillFound() {
		Channel channel = this.directory.channel("UK-US-MLAT");
		Office force = this.directory.officeByCode("NORTHSHIRE").orElseThrow();
		Office executing = this.directory.officeByCode("USAO-NDCAL").orElseThrow();
		this.jdbc.update("update office set active = false where code in ('USAO-NDCAL', 'UKCA')");
		assertThat(this.directory.proposed(channel, OfficeKind.EXECUTING_AUTHORITY, force, company("Google LLC")))
			.extracting(Office::code)
			.isEqualTo("USAO-DC");
		assertThat(this.directory.allowed(channel, OfficeKind.EXECUTING_AUTHORITY)).doesNotContain(executing);
		assertThat(this.directory.office(executing.id())).isEqualTo(executing);
		assertThat(this.directory.active(executing.id())).isFalse();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(
				() -> this.directory.proposed(channel, OfficeKind.REQUESTING_AUTHORITY, force, company("Google LLC")));
	}

	@Test
	void aCompanyOutsideTheRequestedCountryIsOutOfReach() {
		Channel channel = this.directory.channel("UK-US-MLAT");
		assertThat(channel.outOfReach(company("Google Ireland Limited"))).get()
			.satisfies((rejection) -> assertThat(
					this.messages.getMessage(rejection.code(), rejection.arguments().toArray(), java.util.Locale.UK))
				.startsWith("Google Ireland Limited is outside"));
		assertThat(channel.outOfReach(company("Google LLC"))).isEmpty();
	}

	@Test
	void theChannelListsItsHopsAndGroundsWithTheirSources() {
		Channel channel = this.directory.channel("UK-US-MLAT");
		assertThat(channel.version()).isOne();
		assertThat(channel).isEqualTo(this.directory.channel("UK-US-MLAT", 1));
		assertThat(channel.hops()).containsExactly(OfficeKind.INVESTIGATOR, OfficeKind.PROSECUTOR,
				OfficeKind.REQUESTING_AUTHORITY, OfficeKind.REQUESTED_AUTHORITY, OfficeKind.EXECUTING_AUTHORITY,
				OfficeKind.PROVIDER);
		assertThat(channel.citations()).containsOnlyKeys(channel.hops());
		assertThat(channel.grounds()).extracting(RefusalGround::code)
			.containsExactly("essential-interests", "already-tried", "political-offence", "military-offence",
					"de-minimis", "protected-speech", "insufficient-information");
		for (RefusalGround ground : channel.grounds()) {
			assertThat(ground.citation()).isNotBlank();
			assertThat(this.messages.getMessage(ground.messageKey(), null, java.util.Locale.UK)).isNotBlank();
		}
	}

	@Test
	void whatCannotChangeIsReadOnce() {
		ProviderCompany google = company("Google LLC");
		assertThat(this.directory.company(google.id())).isEqualTo(google).isSameAs(this.directory.company(google.id()));
		assertThat(this.directory.office(google.office())).isSameAs(this.directory.office(google.office()));
		assertThat(this.directory.channel("UK-US-MLAT", 1)).isSameAs(this.directory.channel("UK-US-MLAT", 1));
	}

	@Test
	void whatIsUnknownIsNotFound() {
		assertThat(this.directory.officeByCode("NOWHERE")).isEmpty();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> this.directory.office(UNKNOWN));
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> this.directory.company(UNKNOWN));
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> this.directory.person(UNKNOWN));
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> this.directory.channel("NONE"));
		assertThatExceptionOfType(NoSuchElementException.class)
			.isThrownBy(() -> this.directory.channel("UK-US-MLAT", 2));
	}

	@Test
	void everyOfficeOfAChannelHasPeopleWhoCanFillIt() {
		for (Office office : this.directory.everyOffice()) {
			assertThat(this.directory.people(office.id())).as(office.code())
				.isNotEmpty()
				.allSatisfy((person) -> assertThat(Staff.rolesIn(office.kind())).containsAll(person.roles()));
		}
	}

	@Test
	void nobodyIsInAnotherOfficesTeam() {
		Person officer = this.directory.personByEmail("Amara.Osei@Northshire.Example").orElseThrow();
		UUID eastvale = this.directory.officeByCode("EASTVALE").orElseThrow().id();
		UUID foreignTeam = this.directory.teams(eastvale).get(0).id();
		assertThat(this.directory.teams(officer.office())).extracting(CaseTeam::id).containsAll(officer.teams());
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> this.jdbc.update("insert into person_team (person, team, office) values (?, ?, ?)",
					officer.id(), foreignTeam, officer.office()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "delete from person", "delete from office", "update office set name = 'X'",
			"update person set name = 'X'", "update person set office = office", "delete from account_event",
			"update account_event set detail = 'X'", "update channel_ground set citation = 'X'",
			"delete from channel_office", "insert into office select * from office", "delete from case_team",
			"delete from account_credential", "update provider_company set country = 'IE'" })
	void theApplicationCannotRewriteReferenceDataOrHistory(String statement) {
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> this.jdbc.execute(statement))
			.withStackTraceContaining("permission denied");
	}

	private ProviderCompany company(String name) {
		return this.directory.companies()
			.stream()
			.filter((company) -> company.name().equals(name))
			.findFirst()
			.orElseThrow();
	}

}
