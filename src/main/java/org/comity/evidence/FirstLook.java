package org.comity.evidence;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.comity.documents.DamagedBlob;
import org.comity.evidence.look.TableLook;
import org.comity.evidence.mail.MboxIndex;
import org.comity.kernel.Actor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

/**
 * A first look into a file, as plain text: the list of a mailbox's messages, the first
 * rows of a table. It opens nothing and follows nothing; only those who read the content
 * get one.
 */
@Service
public class FirstLook {

	/** Messages on a page. */
	public static final int PAGE = 50;

	private static final TableLook.Limits LIMITS = new TableLook.Limits(100, 20, 200);

	private static final int BUFFER = 64 * 1024;

	private static final Logger log = LoggerFactory.getLogger(FirstLook.class);

	private final Evidence evidence;

	FirstLook(Evidence evidence) {
		this.evidence = evidence;
	}

	/**
	 * What a look found.
	 *
	 * @param name the file's name
	 * @param mailbox whether it is a mailbox
	 * @param messages some messages of it
	 * @param total how many it has
	 * @param rows the first rows, where it is a table
	 * @param more whether the table has further rows or cells
	 * @param damaged whether its bytes are gone, or are not those that were stored, so
	 * that nothing of it is shown
	 */
	public record Look(String name, boolean mailbox, List<Message> messages, long total, List<List<String>> rows,
			boolean more, boolean damaged) {

		public Look {
			messages = List.copyOf(messages);
			rows = List.copyOf(rows);
		}

		/** Whether nothing in it can be shown as text. */
		public boolean blind() {
			return !this.mailbox && this.rows.isEmpty() && !this.damaged;
		}

		/** Cells of the longest row. */
		public int width() {
			return this.rows.stream().mapToInt(List::size).max().orElse(0);
		}

	}

	/**
	 * One message as its header describes it, cleaned and cut.
	 *
	 * @param ordinal its place, from 1
	 * @param date what its header says, or null
	 * @param length in bytes
	 */
	public record Message(long ordinal, @Nullable Instant date, String sender, String subject, long length,
			String sha256, boolean attachments) {
	}

	/**
	 * Looks into a file.
	 * @param first the first message that is wanted, from 1
	 * @throws org.comity.requests.NoSuchRequest if this person does not read its content
	 * @throws IOException if the store does not answer
	 */
	public Look at(Actor actor, UUID part, UUID file, long first) throws IOException {
		Evidence.Download download = this.evidence.file(actor, part, file);
		try {
			return at(download, first);
		}
		catch (NoSuchFileException | DamagedBlob ex) {
			log.error("Bytes of a part are gone or damaged", ex);
			return new Look(download.name(), false, List.of(), 0, List.of(), false, true);
		}
	}

	private static Look at(Evidence.Download download, long first) throws IOException {
		if (mailbox(download)) {
			try (InputStream in = open(download)) {
				MboxIndex.Page page = MboxIndex.page(in, Math.max(1, first), PAGE);
				if (page.mailbox()) {
					return new Look(download.name(), true,
							page.messages()
								.stream()
								.map((one) -> new Message(one.ordinal(), one.date(), one.sender(), one.subject(),
										one.length(), one.sha256(), one.attachments()))
								.toList(),
							page.total(), List.of(), false, false);
				}
			}
		}
		if (table(download)) {
			try (InputStream in = open(download)) {
				TableLook.Table table = TableLook.of(in, LIMITS);
				return new Look(download.name(), false, List.of(), 0, table.rows(), table.more(), false);
			}
		}
		return new Look(download.name(), false, List.of(), 0, List.of(), false, false);
	}

	private static InputStream open(Evidence.Download download) throws IOException {
		return new BufferedInputStream(download.content().open(0), BUFFER);
	}

	private static boolean mailbox(Evidence.Download file) {
		return file.mediaType().equals("application/mbox") || ending(file, ".mbox");
	}

	private static boolean table(Evidence.Download file) {
		return file.mediaType().equals("text/csv") || file.mediaType().equals("text/tab-separated-values")
				|| ending(file, ".csv") || ending(file, ".tsv");
	}

	private static boolean ending(Evidence.Download file, String with) {
		return file.name().toLowerCase(Locale.ROOT).endsWith(with);
	}

	/** Whether a look into a file of this name and type is worth while. */
	public static boolean worthwhile(PartView.File file) {
		String name = (file.name() != null) ? file.name() : "";
		Evidence.Download stand = new Evidence.Download(name, (file.mediaType() != null) ? file.mediaType() : "", 0, "",
				Instant.EPOCH, (from) -> InputStream.nullInputStream());
		return mailbox(stand) || table(stand);
	}

}
