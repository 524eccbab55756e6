package org.comity.preservation;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.comity.directory.ProviderCompany;
import org.comity.documents.PdfMetadata;
import org.comity.documents.PdfRenderer;
import org.comity.kernel.Actor;
import org.comity.kernel.Digests;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Side;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.RequestView;
import org.comity.requests.Requests;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Drafts the request by which a provider is asked to keep data. By courtesy a force asks
 * the provider itself. By statute only a governmental entity of the United States can (18
 * USC 2703(f)): one of theirs writes to the provider, one of ours to their point of
 * contact in the 24/7 network, and says what the Convention on Cybercrime asks for
 * (article 29(2)).
 */
@Service
public class PreservationDrafts {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

	private final Preservations preservations;

	private final Requests requests;

	private final PdfRenderer renderer;

	private final MessageSource messages;

	private final Clock clock;

	PreservationDrafts(Preservations preservations, Requests requests, PdfRenderer renderer, MessageSource messages,
			Clock clock) {
		this.preservations = preservations;
		this.requests = requests;
		this.renderer = renderer;
		this.messages = messages;
		this.clock = clock;
	}

	/**
	 * Drafts a request. The caller takes the accounts from what this person may read of
	 * the letter.
	 * @throws NoSuchRequest if this person could not record such a preservation of this
	 * request, the company is none that may have been asked, or the period that is to be
	 * renewed is not to be seen
	 */
	@Transactional(readOnly = true)
	public PreservationDraft draft(Actor actor, UUID request, PreservationDraft.Wish wish) {
		Basis basis = wish.basis();
		if (!this.preservations.recordable(actor, request).contains(basis)) {
			throw new NoSuchRequest();
		}
		Preservation before = (wish.renews() != null) ? this.preservations.find(actor, request, wish.renews()) : null;
		ProviderCompany company = this.preservations.companies(request)
			.stream()
			.filter((one) -> one.id().equals(wish.company()))
			.findFirst()
			.orElseThrow(NoSuchRequest::new);
		RequestView view = this.requests.view(actor, request);
		String reference = reference(actor, view);
		boolean toAuthority = basis == Basis.STATUTORY && actor.side() == Side.REQUESTING;
		List<String> text = toAuthority ? toAuthority(actor, company, wish) : toProvider(basis);
		if (before != null) {
			String number = before.reference();
			text.add(1, (number != null)
					? say("preservation.letter.renews.number", number, DAY.format(before.expiresOn()))
					: say("preservation.letter.renews", DAY.format(before.madeOn()), DAY.format(before.expiresOn())));
		}
		return new PreservationDraft(say("preservation.letter.title", reference), actor.officeName(),
				toAuthority ? say("preservation.letter.to.network")
						: say("preservation.letter.to.provider", company.name()),
				!toAuthority, company.name(), basis, reference, today(), text, wish.accounts(), actor.name());
	}

	private List<String> toProvider(Basis basis) {
		List<String> text = new ArrayList<>();
		text.add(say("preservation.letter." + basis + ".ask"));
		text.add(say("preservation.letter.what"));
		text.add(say("preservation.letter." + basis + ".how-long"));
		text.add(say("preservation.letter.nothing-disclosed"));
		text.add(say("preservation.letter.confirm"));
		return text;
	}

	private List<String> toAuthority(Actor actor, ProviderCompany company, PreservationDraft.Wish wish) {
		List<String> text = new ArrayList<>();
		text.add(say("preservation.letter.network.ask", company.name(), actor.officeName()));
		wish.offences().forEach((offence) -> text.add(say("preservation.letter.network.offence", offence)));
		if (!wish.summary().isBlank()) {
			text.add(say("preservation.letter.network.facts", wish.summary()));
		}
		text.add(say("preservation.letter.network.what"));
		text.add(say("preservation.letter.network.why"));
		text.add(say("preservation.letter.network.intends"));
		text.add(say("preservation.letter.network.quietly"));
		text.add(say("preservation.letter.network.confirm"));
		return text;
	}

	/**
	 * Renders a draft as a PDF (PDF/UA-1, PDF/A-2a).
	 */
	public byte[] pdf(PreservationDraft draft) {
		Map<String, Object> model = new HashMap<>();
		model.put("draft", draft);
		model.put("day", DAY.format(draft.day()));
		model.put("momentFormat", "d MMMM yyyy HH:mm");
		model.put("zone", "UTC");
		String digest = Digests.sha256(draft.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
		return this.renderer.render("preservation-request", model,
				new PdfMetadata(draft.title(), draft.day().atStartOfDay().toInstant(ZoneOffset.UTC), digest));
	}

	/** The reference by which the asking office knows the request. */
	private static String reference(Actor actor, RequestView view) {
		String own = (actor.kind() == OfficeKind.INVESTIGATOR || actor.kind() == OfficeKind.PROSECUTOR) ? null
				: view.requestedReference();
		return (own != null) ? own : view.reference();
	}

	private LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
	}

	private String say(String key, Object... arguments) {
		return this.messages.getMessage(key, arguments, Locale.UK);
	}

}
