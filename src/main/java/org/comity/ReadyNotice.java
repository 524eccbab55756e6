package org.comity;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Tells whoever started the application where it is. It speaks first; a module with more
 * to say to that person, such as the demonstration's sign-ins, listens to the same event
 * with a later order.
 */
@Component
class ReadyNotice {

	private static final Logger log = LoggerFactory.getLogger(ReadyNotice.class);

	private final Environment environment;

	ReadyNotice(Environment environment) {
		this.environment = environment;
	}

	@EventListener(ApplicationReadyEvent.class)
	@Order(0)
	void announce() {
		String port = this.environment.getProperty("local.server.port");
		if (port != null) {
			log.info("Comity is ready: http://{}:{}", host(this.environment.getProperty("server.address")), port);
		}
	}

	private static String host(@Nullable String address) {
		return address == null || address.startsWith("127.") || address.equals("0.0.0.0") ? "localhost" : address;
	}

}
