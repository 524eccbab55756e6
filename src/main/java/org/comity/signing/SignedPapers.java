package org.comity.signing;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.documents.PdfMetadata;
import org.comity.documents.PdfRenderer;
import org.comity.documents.Press;
import org.comity.kernel.Digests;
import org.comity.kernel.Rejection;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/**
 * Makes the papers that an office issues under its name: each carries a code by which
 * anybody can check it, and the office's signature. It is called within the transaction
 * that stores the paper; a paper that is not stored was never signed.
 */
@Service
public class SignedPapers {

	private final PdfRenderer renderer;

	private final SigningKeys keys;

	private final PadesSignature signature;

	private final SignedDocuments documents;

	private final Directory directory;

	private final Clock clock;

	private final String address;

	SignedPapers(PdfRenderer renderer, SigningKeys keys, PadesSignature signature, SignedDocuments documents,
			Directory directory, Clock clock, @Value("${comity.sign-in.address:}") String address) {
		this.renderer = renderer;
		this.keys = keys;
		this.signature = signature;
		this.documents = documents;
		this.directory = directory;
		this.clock = clock;
		this.address = address.replaceAll("/+$", "");
	}

	/**
	 * What the foot of a paper says of its signature; read by {@code signed.html}.
	 *
	 * @param code the paper's code
	 * @param where the address where it is checked; empty if this installation knows none
	 */
	public record Foot(String code, String where) {
	}

	/** Returns why an office cannot issue anything now, or nothing. */
	public List<Rejection> refusal(UUID office) {
		Office about = this.directory.office(office);
		return key(about).isPresent() ? List.of() : List.of(Rejection.at("", "signing.no-key", about.name()));
	}

	/**
	 * Returns the press of an office whose papers must be signed. Ask for a
	 * {@link #refusal} first.
	 */
	public Press of(UUID office) {
		Office about = this.directory.office(office);
		return (template, model, metadata) -> signed(about,
				key(about).orElseThrow(() -> new IllegalStateException(about.code() + " has no key to sign with")),
				template, model, metadata);
	}

	/**
	 * Returns the press of an office whose papers are signed if it has a key: what must
	 * not wait for one.
	 */
	public Press whereAble(UUID office) {
		Office about = this.directory.office(office);
		Optional<OfficeKey> key = key(about);
		return key.isEmpty() ? this.renderer
				: (template, model, metadata) -> signed(about, key.get(), template, model, metadata);
	}

	private Optional<OfficeKey> key(Office office) {
		Instant now = this.clock.instant();
		return this.keys.of(office).filter((key) -> key.valid(now));
	}

	private byte[] signed(Office office, OfficeKey key, String template, Map<String, ?> model, PdfMetadata metadata) {
		DocumentCode code = DocumentCode.random();
		Map<String, Object> whole = new HashMap<>(model);
		whole.put("signed", new Foot(code.toString(), this.address.isEmpty() ? "" : this.address + "/verify"));
		byte[] pdf = this.renderer.render(template, whole, metadata.withKeyword(DocumentCode.MARK + code));
		Instant now = this.clock.instant();
		byte[] signed = this.signature.sign(pdf, key, office.name(), now);
		this.documents.add(new SignedDocument(code, Digests.sha256(signed), office.id(), key.fingerprint(), now));
		return signed;
	}

}
