package org.comity.accounts;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Adds the demonstration's people at start-up, before anything that needs them.
 */
@Component
@ConditionalOnBooleanProperty("comity.demonstration.enabled")
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class DemonstrationStart implements ApplicationRunner {

	private static final Logger log = LoggerFactory.getLogger(DemonstrationStart.class);

	private final DemonstrationPeople people;

	DemonstrationStart(DemonstrationPeople people) {
		this.people = people;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		this.people.ensure();
	}

	/**
	 * Says after the address how to get in.
	 */
	@EventListener(ApplicationReadyEvent.class)
	@Order(10)
	void announce() {
		log.info("This is a demonstration. The sign-in page lists everyone, each with a button to sign in as them.");
		log.info("Or sign in with an address, for example {}, and the password: {}", DemonstrationPeople.EXAMPLE,
				this.people.password());
	}

}
