package org.comity.evidence;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.comity.evidence.mail.MboxFilter;
import org.comity.evidence.mail.MboxIndex;
import org.comity.evidence.mail.MboxMessage;

import org.springframework.stereotype.Component;

/**
 * Looks into mailboxes message by message, as streams: a mailbox is never held in memory.
 */
@Component
class Mailboxes {

	private static final int BUFFER = 64 * 1024;

	/** Opens a mailbox from its start. */
	@FunctionalInterface
	interface Source {

		InputStream open() throws IOException;

	}

	/**
	 * Whether the mailbox has all of some messages, by their places.
	 */
	boolean has(Source source, Set<Integer> messages) throws IOException {
		try (InputStream in = buffered(source)) {
			MboxIndex.Page page = MboxIndex.page(in, 1, 0);
			return page.mailbox() && Collections.min(messages) >= 1 && Collections.max(messages) <= page.total();
		}
	}

	/** The messages at some places, in their order. */
	List<MboxMessage> some(Source source, Set<Integer> messages) throws IOException {
		List<MboxMessage> some = new ArrayList<>();
		try (MboxIndex index = MboxIndex.of(buffered(source))) {
			for (MboxMessage message = index.next(); message != null; message = index.next()) {
				if (messages.contains((int) message.ordinal())) {
					some.add(message);
				}
			}
		}
		return some;
	}

	/** The same bytes, but for the messages at some places. */
	InputStream without(Source source, Set<Integer> messages) throws IOException {
		return MboxFilter.without(buffered(source),
				messages.stream().map(Integer::longValue).collect(Collectors.toSet()));
	}

	private static InputStream buffered(Source source) throws IOException {
		return new BufferedInputStream(source.open(), BUFFER);
	}

}
