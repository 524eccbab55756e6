package org.comity.evidence.custody;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.comity.documents.PdfMetadata;
import org.comity.documents.PdfRenderer;
import org.comity.kernel.Digests;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Tells a custody log to people, as a PDF. Its foot bears the hash of the same log as
 * JSON-LD: the two cannot be taken for those of different lives.
 */
@Component
public class CustodyPaper {

	/** Longer lists are named by their hash alone. */
	private static final int LONGEST_LIST = 500;

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.UK)
		.withZone(ZoneOffset.UTC);

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.UK)
		.withZone(ZoneOffset.UTC);

	private final PdfRenderer renderer;

	private final CustodyGraph graph;

	private final MessageSource messages;

	CustodyPaper(PdfRenderer renderer, CustodyGraph graph, MessageSource messages) {
		this.renderer = renderer;
		this.graph = graph;
		this.messages = messages;
	}

	/** One event as the table shows it. */
	record Line(int ordinal, String day, String time, CustodyLog.Kind kind, String from, @Nullable String to,
			@Nullable String person, @Nullable String note, @Nullable String entry) {
	}

	/** Returns the PDF. */
	public byte[] render(CustodyLog log) {
		String digest = Digests.sha256(this.graph.render(log));
		String title = this.messages.getMessage("custody.pdf.title", new Object[] { log.request(), log.designation() },
				Locale.UK);
		Map<String, Object> model = new HashMap<>();
		model.put("log", log);
		model.put("digest", digest);
		model.put("asOf", DAY.format(log.asOf()) + " " + TIME.format(log.asOf()));
		model.put("count", log.files().size());
		model.put("size", log.files().stream().mapToLong(CustodyLog.Item::size).sum());
		model.put("files", (log.files().size() <= LONGEST_LIST) ? log.files() : List.of());
		model.put("events", log.events().stream().map(CustodyPaper::line).toList());
		return this.renderer.render("custody-log", model, new PdfMetadata(title, log.asOf(), digest));
	}

	private static Line line(CustodyLog.Event event) {
		return new Line(event.ordinal(), DAY.format(event.at()), TIME.format(event.at()), event.kind(), event.from(),
				event.to(), event.person(), event.note(), event.entry());
	}

}
