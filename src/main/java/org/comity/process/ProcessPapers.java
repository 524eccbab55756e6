package org.comity.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.documents.Document;
import org.comity.documents.Documents;
import org.comity.documents.NewDocument;
import org.comity.documents.PdfMetadata;
import org.comity.kernel.Digests;
import org.comity.requests.Aspect;
import org.comity.signing.SignedPapers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes the papers that are served: the instrument with its attachments, and the
 * non-disclosure order. They are made from the process alone and so can name nothing of
 * the case: neither operation nor offence, neither force nor person. The application is
 * another thing: it holds the attorney's statement, goes to the court and stays with the
 * requested side.
 */
@Component
class ProcessPapers {

	private static final JsonMapper CANONICAL = JsonMapper.builder()
		.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
		.build();

	private final SignedPapers signed;

	private final Documents documents;

	private final Directory directory;

	private final MessageSource messages;

	private final JdbcClient jdbc;

	ProcessPapers(SignedPapers signed, Documents documents, Directory directory, MessageSource messages,
			JdbcClient jdbc) {
		this.signed = signed;
		this.documents = documents;
		this.directory = directory;
		this.messages = messages;
		this.jdbc = jdbc;
	}

	/**
	 * Makes and stores the instrument as it now stands.
	 * @return the SHA-256 of the file
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	String instrument(CompulsoryProcess process, List<Demand> accounts, Instant now, UUID person) {
		Map<String, Object> data = common(process);
		data.put("document", process.kind().name());
		data.put("judge", text(process.judge()));
		data.put("grantedOn", text(process.grantedOn()));
		data.put("expiresOn", text(process.expiresOn()));
		data.put("returnDate", text(process.returnDate()));
		data.put("scope", text(process.scope()));
		data.put("accounts", accounts.stream().map(ProcessPapers::canonical).toList());
		Map<String, Object> model = new HashMap<>(common(process));
		model.put("judge", text(process.judge()));
		model.put("returnDate", java.util.Objects.requireNonNull(process.returnDate()));
		if (process.expiresOn() != null) {
			model.put("expiresOn", process.expiresOn());
		}
		model.put("scope", text(process.scope()));
		model.put("accounts", accounts);
		model.put("grandJury", process.grandJury());
		return make(process, process.kind().name(), "process-" + process.kind().name().toLowerCase(Locale.ROOT), data,
				model, now, person);
	}

	/**
	 * Makes and stores the non-disclosure order as it now stands. Its grounds are the
	 * court's and the office's: the provider is told the section, not which.
	 * @return the SHA-256 of the file
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	String nonDisclosure(CompulsoryProcess process, NonDisclosure order, Instant now, UUID person) {
		NonDisclosure.Decision newest = order.decisions().get(order.decisions().size() - 1);
		Map<String, Object> data = common(process);
		data.put("document", "NON_DISCLOSURE");
		data.put("decision", newest.kind().name());
		data.put("decidedOn", newest.decidedOn().toString());
		data.put("endsOn", text(newest.endsOn()));
		Map<String, Object> model = new HashMap<>(common(process));
		model.put("judge", "");
		model.put("decidedOn", newest.decidedOn());
		model.put("endsOn", java.util.Objects.requireNonNull(newest.endsOn()));
		model.put("extended", newest.kind() == NonDisclosure.Kind.EXTENDED);
		return make(process, "NON_DISCLOSURE", "process-non-disclosure", data, model, now, person);
	}

	/**
	 * Makes and stores the application to the court, with the statement that supports it.
	 * It is a court paper: the provider never reads it.
	 * @return the SHA-256 of the file
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	String application(CompulsoryProcess process, List<Demand> accounts, String statement, Instant now, UUID person) {
		Map<String, Object> data = common(process);
		data.put("document", "APPLICATION");
		data.put("statement", statement);
		data.put("accounts", accounts.stream().map(ProcessPapers::canonical).toList());
		Map<String, Object> model = new HashMap<>(common(process));
		model.put("judge", "");
		model.put("scope", "");
		model.put("accounts", accounts);
		model.put("citation", process.kind().citation());
		model.put("paragraphs", List.of(statement.split("\\n\\s*\\n")));
		return make(process, "APPLICATION", ProcessAttachments.COURT_PAPERS, "process-application", data, model, now,
				person);
	}

	private Map<String, Object> common(CompulsoryProcess process) {
		Office office = this.directory.office(process.executingOfficeId());
		Map<String, Object> data = new TreeMap<>();
		data.put("format", "comity-process-1");
		data.put("kind", process.kind().name());
		data.put("reference", process.reference());
		data.put("company", this.directory.company(process.companyId()).name());
		data.put("issuedBy", office.name());
		data.put("court", text(process.court()));
		data.put("docket", text(process.docket()));
		return data;
	}

	private String make(CompulsoryProcess process, String kind, String template, Map<String, Object> data,
			Map<String, Object> model, Instant now, UUID person) {
		return make(process, kind, Aspect.PROCESS.name(), template, data, model, now, person);
	}

	private String make(CompulsoryProcess process, String kind, String aspect, String template,
			Map<String, Object> data, Map<String, Object> model, Instant now, UUID person) {
		String canonical = CANONICAL.writeValueAsString(data);
		String sha256 = Digests.sha256(canonical.getBytes(java.nio.charset.StandardCharsets.UTF_8));
		String title = words("process.paper." + kind, process.reference());
		model.put("sha256", sha256);
		model.put("dayFormat", "d MMMM yyyy");
		model.put("momentFormat", "d MMMM yyyy HH:mm");
		model.put("zone", "UTC");
		byte[] pdf = this.signed.of(process.executingOfficeId())
			.render(template, model, new PdfMetadata(title, now, sha256));
		Document document = this.documents.store(new NewDocument(process.requestId(), process.id(), aspect, kind,
				title + ".pdf", "application/pdf", person), pdf);
		this.jdbc
			.sql("insert into process_paper (document_id, process_id, kind, canonical, sha256, made_at) "
					+ "values (:document, :process, :kind, :canonical, :sha256, :now)")
			.param("document", document.id())
			.param("process", process.id())
			.param("kind", kind)
			.param("canonical", canonical)
			.param("sha256", sha256)
			.param("now", java.sql.Timestamp.from(now))
			.update();
		return document.sha256();
	}

	private static Map<String, Object> canonical(Demand demand) {
		Map<String, Object> data = new TreeMap<>();
		data.put("number", demand.ordinal());
		data.put("kind", demand.kind());
		data.put("identifier", demand.identifier());
		data.put("from", text(demand.from()));
		data.put("to", text(demand.to()));
		data.put("data", new ArrayList<>(demand.dataInOrder().stream().map(Enum::name).toList()));
		data.put("particulars", demand.particulars());
		return data;
	}

	private static String text(@Nullable Object value) {
		return (value != null) ? value.toString() : "";
	}

	private String words(String key, String reference) {
		return this.messages.getMessage(key, new Object[] { reference }, Locale.UK);
	}

}
