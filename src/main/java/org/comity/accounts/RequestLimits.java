package org.comity.accounts;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts requests by person, and by network address where nobody is signed in. In memory,
 * and of this server alone: it keeps one from taking the server from the others, and
 * guards no secret. What guards the door is {@link SignInThrottle}.
 */
@Component
@EnableConfigurationProperties(LimitProperties.class)
class RequestLimits {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final Duration WHILE = Duration.ofMinutes(10);

	/** Addresses that are counted at once; beyond, they share one count. */
	private static final int MOST = 100_000;

	private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

	private final LimitProperties limits;

	RequestLimits(LimitProperties limits) {
		this.limits = limits;
	}

	/**
	 * Counts a request.
	 * @param person who is signed in, or null
	 * @param heavy whether it is one of those that cost much
	 * @return how long to wait before the next, if this one is too many
	 */
	Optional<Duration> count(@Nullable UUID person, String address, boolean heavy) {
		if (!this.limits.enabled()) {
			return Optional.empty();
		}
		String whose = (person != null) ? "person " + person : "address " + Networks.of(address);
		return (heavy ? take("heavy " + whose, this.limits.heavy()) : Optional.<Duration>empty())
			.or(() -> take(whose, (person != null) ? this.limits.person() : this.limits.address()));
	}

	/**
	 * Counts a piece of an upload: as many as other requests, and apart from them, so
	 * that a large upload keeps nobody from working, nor work the upload.
	 */
	Optional<Duration> countPiece(UUID person) {
		return this.limits.enabled() ? take("person and pieces " + person, this.limits.person()) : Optional.empty();
	}

	/**
	 * Whether that somebody sent too much is to be written down: once in a while, so that
	 * what is refused to spare the database costs it nothing.
	 */
	boolean worthTelling(@Nullable UUID person, String address) {
		return take("told " + ((person != null) ? person : Networks.of(address)), bucket(1, WHILE)).isEmpty();
	}

	private Optional<Duration> take(String whose, int aMinute) {
		return take(whose, bucket(aMinute, MINUTE));
	}

	private Optional<Duration> take(String whose, Bucket fresh) {
		String key = (this.buckets.size() < MOST || this.buckets.containsKey(whose)) ? whose : "all others";
		ConsumptionProbe probe = this.buckets.computeIfAbsent(key, (name) -> fresh).tryConsumeAndReturnRemaining(1);
		return probe.isConsumed() ? Optional.empty()
				: Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()).plusSeconds(1));
	}

	private static Bucket bucket(int most, Duration within) {
		return Bucket.builder().addLimit((limit) -> limit.capacity(most).refillGreedy(most, within)).build();
	}

	/** A count that is full again says nothing. */
	@Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
	void forget() {
		int least = Math.min(this.limits.heavy(), Math.min(this.limits.person(), this.limits.address()));
		this.buckets.forEach((whose, bucket) -> {
			int full = whose.startsWith("told") ? 1
					: whose.startsWith("person") ? this.limits.person() : whose.startsWith("heavy")
							? this.limits.heavy() : whose.startsWith("address") ? this.limits.address() : least;
			if (bucket.getAvailableTokens() >= full) {
				this.buckets.remove(whose, bucket);
			}
		});
	}

}
