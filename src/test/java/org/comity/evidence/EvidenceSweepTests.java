package org.comity.evidence;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/**
 * What the hourly sweep asks for, and that nothing that fails keeps it from the rest.
 */
class EvidenceSweepTests {

	private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

	/** The sweep comes each hour: so nothing is older than a day when it has gone. */
	private static final Instant BEFORE = NOW.minus(Duration.ofDays(1)).plus(Duration.ofHours(1));

	private final Productions productions = mock(Productions.class);

	private final IncomingUploads uploads = mock(IncomingUploads.class);

	private final PartMoves moves = mock(PartMoves.class);

	private final TransitCopies transit = mock(TransitCopies.class);

	private final EvidenceSweep sweep = new EvidenceSweep(this.productions, this.uploads, this.moves, this.transit,
			Clock.fixed(NOW, ZoneOffset.UTC));

	@Test
	void whatBrokeOffIsGoneWithinADay() throws IOException {
		this.sweep.sweep();
		verify(this.productions).sweep(BEFORE);
		verify(this.uploads).sweep(NOW);
		verify(this.moves).sweep(BEFORE);
		verify(this.transit).sweep(NOW.minus(Duration.ofDays(30)), NOW);
	}

	@Test
	void whatFailsKeepsNoneOfTheOthers() throws IOException {
		doThrow(new IOException("the store does not answer")).when(this.productions).sweep(any());
		doThrow(new IllegalStateException("nor the database")).when(this.uploads).sweep(any());
		doThrow(new IllegalStateException("nor the database")).when(this.moves).sweep(any());
		doThrow(new IllegalStateException("nor the database")).when(this.transit).sweep(any(), any());
		this.sweep.sweep();
		verify(this.uploads).sweep(NOW);
		verify(this.moves).sweep(BEFORE);
		verify(this.transit).sweep(any(), any());
	}

}
