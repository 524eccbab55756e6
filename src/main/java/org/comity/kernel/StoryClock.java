package org.comity.kernel;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

/**
 * The system's clock, to the microsecond (what the database keeps), which can be told
 * another time for one thread. It is in use only where demonstration data is loaded: so
 * the demonstration's past runs through the same code as everybody's present.
 */
public final class StoryClock extends Clock {

	private final ThreadLocal<@Nullable Instant> told = new ThreadLocal<>();

	/** From now on, in this thread, it is this time. Null: the system's time again. */
	public void tell(@Nullable Instant time) {
		if (time == null) {
			this.told.remove();
		}
		else {
			this.told.set(time.truncatedTo(ChronoUnit.MICROS));
		}
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return Clock.fixed(instant(), zone);
	}

	@Override
	public Instant instant() {
		Instant story = this.told.get();
		return (story != null) ? story : Instant.now().truncatedTo(ChronoUnit.MICROS);
	}

}
