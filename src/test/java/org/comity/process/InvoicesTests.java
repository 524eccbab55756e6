package org.comity.process;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.requests.Machine;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Timeline;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * An invoice is between the provider and the office that served the process: it is sent,
 * disputed, mended and paid, and nobody else ever knows of it.
 */
@ProcessTest
class InvoicesTests {

	@Autowired
	ProcessStage stage;

	@Autowired
	Invoices invoices;

	@Autowired
	Timeline timeline;

	Actor google;

	Actor usao;

	UUID request;

	UUID process;

	@BeforeEach
	void served() {
		this.google = this.stage.cast.counsel();
		this.usao = this.stage.cast.assistant();
		this.request = this.stage.executing();
		this.process = this.stage.served(this.request);
	}

	private static Invoice.Bill bill(String number, @Nullable String amount) {
		return new Invoice.Bill(number, (amount != null) ? new BigDecimal(amount) : null,
				Set.of(InvoiceWork.SEARCHING, InvoiceWork.REPRODUCING), "Five hours at 65 dollars", false, "");
	}

	private Invoice sent() {
		assertThat(this.invoices.send(this.google, this.process, Ids.next(), bill("G-77", "325.00")))
			.isInstanceOf(MoveResult.Made.class);
		return this.invoices.of(this.google, this.process).get(0);
	}

	private LocalDate today() {
		return LocalDate.now(ZoneOffset.UTC);
	}

	private static List<String> codes(MoveResult result) {
		assertThat(result).isInstanceOf(MoveResult.Rejected.class);
		return ((MoveResult.Rejected) result).reasons().stream().map(Rejection::code).toList();
	}

	private static Invoices.Say say(String message) {
		return new Invoices.Say(message, null, "");
	}

	@Test
	void itIsSentDisputedMendedAndPaid() {
		Invoice sent = sent();
		assertThat(sent.state()).isEqualTo(InvoiceState.SENT);
		assertThat(sent.moves()).containsExactly(InvoiceMove.AMEND);
		assertThat(this.invoices.find(this.usao, sent.id()).moves()).containsExactly(InvoiceMove.DISPUTE,
				InvoiceMove.PAY);
		assertThat(codes(this.invoices.make(this.usao, sent.id(), InvoiceMove.DISPUTE, Ids.next(), 1, say(" "), null)))
			.containsExactly("process.invoice.message.required");
		this.invoices.make(this.usao, sent.id(), InvoiceMove.DISPUTE, Ids.next(), 1, say("Four hours were agreed"),
				null);
		Invoice disputed = this.invoices.find(this.google, sent.id());
		assertThat(disputed.state()).isEqualTo(InvoiceState.DISPUTED);
		assertThat(disputed.said()).isEqualTo("Four hours were agreed");
		this.invoices.make(this.google, sent.id(), InvoiceMove.AMEND, Ids.next(), 2, say("Mended"),
				bill("G-77", "260.00"));
		assertThat(this.invoices.find(this.usao, sent.id()).bill().amount()).isEqualByComparingTo("260");
		assertThat(codes(this.invoices.make(this.usao, sent.id(), InvoiceMove.PAY, Ids.next(), 3, say(""), null)))
			.containsExactly("process.invoice.paidOn.required");
		assertThat(codes(this.invoices.make(this.usao, sent.id(), InvoiceMove.PAY, Ids.next(), 3,
				new Invoices.Say("", today().plusDays(2), ""), null)))
			.containsExactly("process.invoice.paidOn.out-of-range");
		assertThat(this.invoices.make(this.usao, sent.id(), InvoiceMove.PAY, Ids.next(), 3,
				new Invoices.Say("", this.stage.today(), "T-1"), null))
			.isInstanceOf(MoveResult.Made.class);
		Invoice paid = this.invoices.find(this.google, sent.id());
		assertThat(paid.state()).isEqualTo(InvoiceState.PAID);
		assertThat(paid.payment()).isEqualTo("T-1");
		assertThat(paid.moves()).isEmpty();
		assertThat(onTimeline(this.usao)).flatExtracting(Timeline.Item::words)
			.extracting(Timeline.Words::text)
			.containsExactly("PAID_ON: " + this.stage.today() + "\nPAYMENT: T-1", "Mended", "Four hours were agreed");
		assertThat(this.timeline.ofSubject(this.google, this.request, sent.id(), null))
			.flatExtracting(Timeline.Item::words)
			.extracting(Timeline.Words::text)
			.containsExactly("Mended", asked("260.00"), "Four hours were agreed", asked("325.00"));
	}

	private static String asked(String amount) {
		return "INVOICE_NUMBER: G-77\nAMOUNT: " + amount
				+ "\nWORK: REPRODUCING\nWORK: SEARCHING\nCOVERS: Five hours at 65 dollars\nCARRIER: false";
	}

	@Test
	void whoComesSecondIsToldWhoWasFirstAndTheSameFormSendsOne() {
		UUID key = Ids.next();
		this.invoices.send(this.google, this.process, key, bill("G-1", "10.00"));
		assertThat(this.invoices.send(this.google, this.process, key, bill("G-1", "10.00")))
			.isInstanceOf(MoveResult.Repeated.class);
		assertThat(codes(this.invoices.send(this.google, this.process, Ids.next(), bill("G-1", "20.00"))))
			.containsExactly("process.invoice.number.taken");
		Invoice one = this.invoices.of(this.google, this.process).get(0);
		this.invoices.make(this.usao, one.id(), InvoiceMove.DISPUTE, Ids.next(), 1, say("No"), null);
		MoveResult late = this.invoices.make(this.google, one.id(), InvoiceMove.AMEND, Ids.next(), 1, say(""),
				bill("G-1", "9.00"));
		assertThat(late).isInstanceOf(MoveResult.Stale.class);
		assertThat(((MoveResult.Stale) late).person()).as("another side's person is not named").isNull();
	}

	@Test
	void onlyTheProviderAndTheOfficeKnowOfIt() {
		Invoice invoice = sent();
		for (Actor blind : List.of(this.stage.cast.officer(), this.stage.cast.prosecutor(), this.stage.cast.authority(),
				this.stage.cast.attorney(), this.stage.cast.of("OIA", Role.SUPERVISOR),
				this.stage.cast.of("OVERSIGHT-US", Role.AUDITOR), this.stage.cast.of("OVERSIGHT-UK", Role.AUDITOR),
				this.stage.cast.of("USAO-WDWASH", Role.ATTORNEY),
				this.stage.cast.of("MICROSOFT", Role.PROVIDER_COUNSEL))) {
			assertThat(this.invoices.sees(blind, this.process)).as(blind.officeName()).isFalse();
			assertThat(this.invoices.of(blind, this.process)).as(blind.officeName()).isEmpty();
			assertThatThrownBy(() -> this.invoices.find(blind, invoice.id())).isInstanceOf(NoSuchRequest.class);
			assertThatThrownBy(() -> this.invoices.send(blind, this.process, Ids.next(), bill("X", "1.00")))
				.isInstanceOf(NoSuchRequest.class);
			for (InvoiceMove move : InvoiceMove.values()) {
				assertThatThrownBy(
						() -> this.invoices.make(blind, invoice.id(), move, Ids.next(), 1, say("x"), bill("X", "1.00")))
					.isInstanceOf(NoSuchRequest.class);
			}
		}
		assertThatThrownBy(() -> this.invoices.send(this.usao, this.process, Ids.next(), bill("X", "1.00")))
			.isInstanceOf(NoSuchRequest.class);
		assertThat(onTimeline(this.usao)).extracting(Timeline.Item::labelCode)
			.containsExactly("move.invoice.SEND.done");
		for (Actor blind : List.of(this.stage.cast.attorney(), this.stage.cast.officer(),
				this.stage.cast.of("OVERSIGHT-US", Role.AUDITOR))) {
			assertThat(onTimeline(blind)).as(blind.officeName()).isEmpty();
		}
	}

	private List<Timeline.Item> onTimeline(Actor actor) {
		return this.timeline.of(actor, this.request)
			.stream()
			.filter((item) -> item.machine() == Machine.INVOICE)
			.toList();
	}

	@Test
	void nothingIsAskedBeforeService() {
		UUID ready = this.stage.ready(this.request);
		assertThat(this.invoices.maySend(this.google, ready)).isFalse();
		assertThatThrownBy(() -> this.invoices.send(this.google, ready, Ids.next(), bill("X", "1.00")))
			.isInstanceOf(NoSuchRequest.class);
	}

}
