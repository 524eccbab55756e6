package org.comity.signing;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.kernel.OfficeKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says at the start which offices cannot issue, so that they do not find out with a
 * prosecutor waiting.
 */
@Component
class MissingKeysNotice {

	private static final Logger log = LoggerFactory.getLogger(MissingKeysNotice.class);

	/** They issue nothing without a signature. */
	private static final List<OfficeKind> ISSUING = List.of(OfficeKind.PROSECUTOR, OfficeKind.EXECUTING_AUTHORITY);

	private final SigningKeys keys;

	private final Directory directory;

	private final Clock clock;

	MissingKeysNotice(SigningKeys keys, Directory directory, Clock clock) {
		this.keys = keys;
		this.directory = directory;
		this.clock = clock;
	}

	@EventListener(ApplicationReadyEvent.class)
	void tell() {
		List<String> without = without();
		if (!without.isEmpty()) {
			log.warn("Offices without a valid key to sign with, which can issue nothing: {}",
					String.join(", ", without));
		}
	}

	/** The codes of the offices that cannot issue. */
	List<String> without() {
		if (this.keys.makeThemselves()) {
			return List.of();
		}
		Instant now = this.clock.instant();
		return ISSUING.stream()
			.flatMap((kind) -> this.directory.offices(kind).stream())
			.filter((office) -> this.directory.active(office.id()))
			.filter((office) -> this.keys.of(office).filter((key) -> key.valid(now)).isEmpty())
			.map(Office::code)
			.sorted()
			.toList();
	}

}
