package org.comity.evidence;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.comity.directory.Directory;
import org.comity.documents.PdfMetadata;
import org.comity.documents.Press;
import org.comity.kernel.Digests;
import org.comity.process.Demand;
import org.comity.process.Processes;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Makes the custodian's certificate of one part as a PDF. It names the custodian, the
 * company, the process by its reference, the accounts and the files; nothing of the case.
 */
@Component
class CertificatePaper {

	/** Longer lists are named by their hash alone. */
	private static final int LONGEST_LIST = 500;

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

	private static final DateTimeFormatter MOMENT = DateTimeFormatter
		.ofPattern("d MMMM yyyy 'at' HH:mm 'UTC'", Locale.UK)
		.withZone(ZoneOffset.UTC);

	private final Directory directory;

	private final MessageSource messages;

	CertificatePaper(Directory directory, MessageSource messages) {
		this.directory = directory;
		this.messages = messages;
	}

	/** One account as the certificate speaks of it. */
	record Line(String identifier, PartOutcome outcome) {
	}

	byte[] render(Press press, Processes.Facts process, Part part, List<StoredFile> files, Lodging lodging,
			Instant now) {
		String title = this.messages.getMessage("evidence.pdf.title",
				new Object[] { process.reference(), part.number() }, Locale.UK);
		String list = Digests.sha256(Manifest.of(files));
		Certificate certificate = lodging.certificate();
		Map<String, Object> model = new HashMap<>();
		model.put("company", this.directory.company(process.company()).name());
		model.put("reference", process.reference());
		model.put("number", part.number());
		model.put("certificate", certificate);
		model.put("statements", certificate.inOrder());
		model.put("signedOn", (certificate.signedOn() != null) ? DAY.format(certificate.signedOn()) : "");
		model.put("lodgedAt", MOMENT.format(now));
		model.put("accounts", process.accounts().stream().map((demand) -> line(demand, lodging)).toList());
		model.put("files", (files.size() <= LONGEST_LIST) ? files : List.of());
		model.put("count", files.size());
		model.put("size", files.stream().mapToLong(StoredFile::size).sum());
		model.put("list", list);
		return press.render("evidence-certificate", model,
				new PdfMetadata(title, now, list + " " + certificate + " " + lodging.outcomes() + " " + part.id()));
	}

	private static Line line(Demand demand, Lodging lodging) {
		return new Line(demand.identifier(),
				lodging.outcomes().getOrDefault(demand.account(), PartOutcome.NOT_IN_THIS_PART));
	}

}
