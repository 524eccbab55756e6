package org.comity.accounts;

import java.util.List;
import java.util.UUID;

import org.comity.kernel.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * What became of a change to an account: done, or refused with reasons and nothing
 * written. It is never both.
 *
 * @param person the person concerned; null where a new one was refused
 * @param link the end of a one-time link, which exists nowhere else; null where none was
 * made
 * @param rejections why nothing was done; empty where it was
 */
public record Outcome(@Nullable UUID person, @Nullable String link, List<Rejection> rejections) {

	public Outcome {
		rejections = List.copyOf(rejections);
	}

	static Outcome done(UUID person) {
		return new Outcome(person, null, List.of());
	}

	static Outcome done(UUID person, String link) {
		return new Outcome(person, link, List.of());
	}

	static Outcome refused(List<Rejection> rejections) {
		if (rejections.isEmpty()) {
			throw new IllegalArgumentException("A refusal without a reason");
		}
		return new Outcome(null, null, rejections);
	}

	static Outcome refused(Rejection rejection) {
		return refused(List.of(rejection));
	}

	public boolean refused() {
		return !this.rejections.isEmpty();
	}

	/** Keeps a log line from telling the link. */
	@Override
	public String toString() {
		return "Outcome[person=" + this.person + ", rejections=" + this.rejections + "]";
	}

}
