package org.comity.process;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.process.NewProcess.Want;
import org.comity.requests.AccountOutcome;
import org.comity.requests.Accounts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What may be demanded, of which accounts, by which process.
 */
class OpeningRulesTests {

	private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

	private static final Instant TO = Instant.parse("2026-02-01T00:00:00Z");

	private final Map<UUID, Accounts.Account> known = new HashMap<>();

	private final UUID account = account(null);

	private UUID account(@Nullable AccountOutcome outcome) {
		UUID id = Ids.next();
		this.known.put(id, new Accounts.Account(id, this.known.size() + 1, "EMAIL", "a@mail.example", outcome));
		return id;
	}

	private static Want want(UUID account, DataSought... data) {
		return new Want(account, Set.of(data), FROM, TO, "");
	}

	private List<Rejection> check(@Nullable ProcessKind kind, Want... wants) {
		return OpeningRules.check(new NewProcess(Ids.next(), kind, List.of(wants), false, false, "Why"), this.known);
	}

	@ParameterizedTest
	@CsvSource({ "SUBPOENA,BASIC_SUBSCRIBER,''", "SUBPOENA,OTHER_RECORDS,OTHER_RECORDS", "SUBPOENA,LOCATION,LOCATION",
			"SUBPOENA,CONTENT,CONTENT", "ORDER_2703D,OTHER_RECORDS,''", "ORDER_2703D,CONTENT,CONTENT",
			"WARRANT,CONTENT,''" })
	void eachKindOfDataNeedsAProcessThatCarriesIt(ProcessKind kind, DataSought data, String tooWeakFor) {
		assertThat(check(kind, want(this.account, data))).isEqualTo(tooWeakFor.isEmpty() ? List.of()
				: List.of(Rejection.at("kind", "process.new.kind.too-weak." + tooWeakFor).citing(data.citation())));
	}

	/** One word is enough: that of the data that need the most. */
	@Test
	void theStrongestDataAreNamed() {
		assertThat(check(ProcessKind.SUBPOENA, want(this.account, DataSought.values()))).containsExactly(
				Rejection.at("kind", "process.new.kind.too-weak.CONTENT").citing(DataSought.CONTENT.citation()));
	}

	@Test
	void theProcessIsChosen() {
		assertThat(check(null, want(this.account, DataSought.CONTENT)))
			.containsExactly(Rejection.at("kind", "process.new.kind.required"));
	}

	@Test
	void someAccountIsChosen() {
		assertThat(check(ProcessKind.WARRANT))
			.containsExactly(Rejection.at("accounts", "process.new.accounts.required"));
	}

	@Test
	void anAccountIsOneOfTheRequestAndNamedOnce() {
		Rejection refused = Rejection.at("accounts", "process.new.accounts.required");
		assertThat(check(ProcessKind.WARRANT, want(Ids.next(), DataSought.CONTENT))).containsExactly(refused);
		assertThat(check(ProcessKind.WARRANT, want(this.account, DataSought.CONTENT),
				want(this.account, DataSought.LOCATION)))
			.containsExactly(refused);
		assertThat(check(ProcessKind.WARRANT, want(this.account, DataSought.CONTENT),
				want(account(null), DataSought.CONTENT)))
			.isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void whatWasRefusedOrWithdrawnIsNotDemanded(AccountOutcome outcome) {
		boolean closed = outcome == AccountOutcome.REFUSED || outcome == AccountOutcome.WITHDRAWN;
		assertThat(check(ProcessKind.WARRANT, want(account(outcome), DataSought.CONTENT)).isEmpty()).isEqualTo(!closed);
	}

	@Test
	void someDataAreChosen() {
		assertThat(check(ProcessKind.WARRANT, new Want(this.account, Set.of(), null, null, "x".repeat(10_001))))
			.containsExactly(Rejection.at("data-" + this.account, "process.new.data.required", "a@mail.example"));
	}

	/** Only basic subscriber information goes without a range. */
	@Test
	void whatIsMoreThanTheSubscriberHasARange() {
		Set<DataSought> more = Set.of(DataSought.BASIC_SUBSCRIBER, DataSought.OTHER_RECORDS);
		assertThat(
				check(ProcessKind.WARRANT, new Want(this.account, Set.of(DataSought.BASIC_SUBSCRIBER), null, null, "")))
			.isEmpty();
		assertThat(check(ProcessKind.WARRANT, new Want(this.account, more, null, TO, "")))
			.containsExactly(Rejection.at("from-" + this.account, "process.new.range.required", "a@mail.example"));
		assertThat(check(ProcessKind.WARRANT, new Want(this.account, more, FROM, null, "")))
			.containsExactly(Rejection.at("to-" + this.account, "process.new.range.required", "a@mail.example"));
		assertThat(
				check(ProcessKind.WARRANT, new Want(this.account, Set.of(DataSought.BASIC_SUBSCRIBER), FROM, null, "")))
			.isEmpty();
	}

	@Test
	void aRangeEndsAfterItBegins() {
		Rejection reversed = Rejection.at("to-" + this.account, "process.new.range.reversed", "a@mail.example");
		Set<DataSought> data = Set.of(DataSought.BASIC_SUBSCRIBER);
		assertThat(check(ProcessKind.WARRANT, new Want(this.account, data, TO, FROM, ""))).containsExactly(reversed);
		assertThat(check(ProcessKind.WARRANT, new Want(this.account, data, FROM, FROM, ""))).containsExactly(reversed);
		assertThat(check(ProcessKind.WARRANT, new Want(this.account, data, FROM, FROM.plusSeconds(1), ""))).isEmpty();
	}

	@Test
	void particularsHaveAnEnd() {
		Set<DataSought> data = Set.of(DataSought.CONTENT);
		assertThat(
				check(ProcessKind.WARRANT, new Want(this.account, data, FROM, TO, "x".repeat(ProcessDetails.MAX_TEXT))))
			.isEmpty();
		assertThat(check(ProcessKind.WARRANT,
				new Want(this.account, data, FROM, TO, "x".repeat(ProcessDetails.MAX_TEXT + 1))))
			.containsExactly(
					Rejection.at("particulars-" + this.account, "process.input.too-long", ProcessDetails.MAX_TEXT));
	}

	@Test
	void aGrandJurysIsASubpoena() {
		Rejection refused = Rejection.at("grandJury", "process.new.grandJury.subpoena-only")
			.citing("Federal Rules of Criminal Procedure 17, 6(e)");
		assertThat(grandJurys(ProcessKind.SUBPOENA)).isEmpty();
		assertThat(grandJurys(ProcessKind.ORDER_2703D)).containsExactly(refused);
		assertThat(grandJurys(ProcessKind.WARRANT)).containsExactly(refused);
		assertThat(grandJurys(null)).containsExactly(Rejection.at("kind", "process.new.kind.required"));
	}

	private List<Rejection> grandJurys(@Nullable ProcessKind kind) {
		return OpeningRules.check(new NewProcess(Ids.next(), kind,
				List.of(want(this.account, DataSought.BASIC_SUBSCRIBER)), false, true, "Why"), this.known);
	}

	@Test
	void theReasonIsGivenAndHasAnEnd() {
		assertThat(why(" \n")).containsExactly(Rejection.at("why", "process.new.why.required"));
		assertThat(why("x".repeat(ProcessDetails.MAX_TEXT))).isEmpty();
		assertThat(why("x".repeat(ProcessDetails.MAX_TEXT + 1)))
			.containsExactly(Rejection.at("why", "process.input.too-long", ProcessDetails.MAX_TEXT));
	}

	private List<Rejection> why(String words) {
		return OpeningRules.check(new NewProcess(Ids.next(), ProcessKind.WARRANT,
				List.of(want(this.account, DataSought.CONTENT)), false, false, words), this.known);
	}

}
