package org.comity.evidence.custody;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.comity.documents.PdfMetadata;
import org.comity.documents.PdfRenderer;
import org.comity.kernel.Digests;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * The schedule of what was withheld, as a PDF for the file and as CSV for the next
 * system. The PDF bears the hash of the CSV.
 */
@Component
public class SchedulePapers {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK)
		.withZone(ZoneOffset.UTC);

	private final PdfRenderer renderer;

	private final MessageSource messages;

	SchedulePapers(PdfRenderer renderer, MessageSource messages) {
		this.renderer = renderer;
		this.messages = messages;
	}

	/** One thing as the table shows it. */
	record Line(int number, WithheldSchedule.Kind kind, @Nullable String date, WithheldSchedule.Category category,
			String reason, long size) {
	}

	/** Returns the PDF. */
	public byte[] pdf(WithheldSchedule schedule) {
		String digest = Digests.sha256(csv(schedule));
		String title = this.messages.getMessage("custody.withheld.title",
				new Object[] { schedule.request(), schedule.designation() }, Locale.UK);
		Map<String, Object> model = new HashMap<>();
		model.put("schedule", schedule);
		model.put("digest", digest);
		model.put("at", DAY.format(schedule.at()));
		model.put("totals", schedule.totals());
		model.put("count", schedule.items().size());
		model.put("size", schedule.items().stream().mapToLong(WithheldSchedule.Item::size).sum());
		model.put("items", schedule.items().stream().map(SchedulePapers::line).toList());
		return this.renderer.render("withheld-schedule", model, new PdfMetadata(title, schedule.at(),
				digest + " " + schedule.request() + " " + schedule.designation() + " " + schedule.office()));
	}

	/** Returns the CSV, in UTF-8 with the line ends of RFC 4180. */
	public byte[] csv(WithheldSchedule schedule) {
		StringBuilder text = new StringBuilder();
		try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
			csv.printRecord(say("number"), say("kind"), say("date"), say("category"), say("reason"), say("size"));
			for (WithheldSchedule.Item item : schedule.items()) {
				csv.printRecord(item.number(), say("kind." + item.kind()), iso(item.date()),
						say("category." + item.category()), safe(item.reason()), item.size());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	private String say(String key) {
		return safe(this.messages.getMessage("custody.withheld." + key, null, Locale.UK));
	}

	private static String iso(@Nullable LocalDate date) {
		return (date != null) ? date.toString() : "";
	}

	/** A spreadsheet must not take a cell for a formula. */
	static String safe(String cell) {
		return (!cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0) ? "'" + cell : cell;
	}

	private static Line line(WithheldSchedule.Item item) {
		LocalDate date = item.date();
		return new Line(item.number(), item.kind(), (date != null) ? DAY.format(date) : null, item.category(),
				item.reason(), item.size());
	}

}
