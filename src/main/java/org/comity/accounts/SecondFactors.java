package org.comity.accounts;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.comity.accounts.AccountEvent.Kind;
import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.Digests;
import org.comity.kernel.Rejection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A person's own second factors: time-based codes, recovery codes, and what there is of
 * passkeys. Each change is written into the account's history.
 */
@Service
@Transactional
public class SecondFactors {

	private static final Logger log = LoggerFactory.getLogger(SecondFactors.class);

	/** The session attribute with the sealed secret that is being set up. */
	private static final String PENDING = "comity.codes.pending";

	private final JdbcClient jdbc;

	private final Secrets secrets;

	private final AccountHistory history;

	private final Credentials credentials;

	private final Directory directory;

	private final DemonstrationProperties demonstration;

	private final Clock clock;

	SecondFactors(JdbcClient jdbc, Secrets secrets, AccountHistory history, Credentials credentials,
			Directory directory, DemonstrationProperties demonstration, Clock clock) {
		this.jdbc = jdbc;
		this.secrets = secrets;
		this.history = history;
		this.credentials = credentials;
		this.directory = directory;
		this.demonstration = demonstration;
		this.clock = clock;
	}

	/** What a person has. */
	@Transactional(readOnly = true)
	public FactorsView of(Actor actor) {
		return of(actor.person());
	}

	/**
	 * The secret that is being set up in this session, in letters; a new one if there is
	 * none.
	 */
	public String pendingSecret(Actor actor, HttpServletRequest request) {
		return TimeCodes.written(pending(actor, request));
	}

	/** The same as a picture, in SVG. */
	public String pendingPicture(Actor actor, HttpServletRequest request) {
		return TimeCodes.picture(pending(actor, request), this.directory.person(actor.person()).email());
	}

	/**
	 * Sets up time-based codes with the secret of this session, once a code of it was
	 * typed. Those set up before are replaced.
	 */
	public Outcome setUpCodes(Actor actor, String typed, HttpServletRequest request) {
		byte[] secret = pending(actor, request);
		OptionalLong step = TimeCodes.step(secret, typed, this.clock.instant(), 0);
		if (step.isEmpty()) {
			return Outcome.refused(Rejection.at("code", "accounts.codes.wrong"));
		}
		this.jdbc.sql("""
				insert into account_code (person, secret, last_step, enrolled_at)
				values (:person, :secret, :step, :now)
				on conflict (person) do update set secret = excluded.secret, last_step = excluded.last_step,
					enrolled_at = excluded.enrolled_at
				""")
			.param("person", actor.person())
			.param("secret", this.secrets.seal(secret, owner(actor.person())))
			.param("step", step.getAsLong())
			.param("now", now())
			.update();
		request.getSession().removeAttribute(PENDING);
		this.history.record(actor.person(), actor.person(), Kind.CODES_SET_UP, "");
		return Outcome.done(actor.person());
	}

	/**
	 * Makes ten new recovery codes in the place of the old ones. They are told here and
	 * kept nowhere.
	 * @param drawnFrom the state of the factors that the person saw
	 * @return the codes; none if the state is another by now, or if there is no factor
	 * that they could take the place of
	 */
	public List<String> newRecoveryCodes(Actor actor, String drawnFrom) {
		this.credentials.lock(actor.person());
		FactorsView now = of(actor.person());
		if (!now.any() || !now.drawnFrom().equals(drawnFrom)) {
			return List.of();
		}
		this.jdbc.sql("delete from account_recovery_code where person = :person")
			.param("person", actor.person())
			.update();
		List<String> codes = RecoveryCodes.fresh();
		for (String code : codes) {
			this.jdbc.sql("insert into account_recovery_code (person, digest, made_at) values (:person, :digest, :now)")
				.param("person", actor.person())
				.param("digest", this.secrets.digest(recovery(actor.person(), code)))
				.param("now", now())
				.update();
		}
		this.history.record(actor.person(), actor.person(), Kind.RECOVERY_CODES_MADE, "");
		return codes;
	}

	/**
	 * The first recovery codes of whoever has a factor and no code left; none for
	 * everybody else.
	 */
	public List<String> firstRecoveryCodes(Actor actor) {
		FactorsView now = of(actor.person());
		return (now.recoveryCodes() == 0) ? newRecoveryCodes(actor, now.drawnFrom()) : List.of();
	}

	/**
	 * Removes a passkey, or the time-based codes. The last factor stays where one is
	 * asked for. What is not there any more is gone already.
	 * @param factor the passkey's id, or {@code codes}
	 */
	public Outcome remove(Actor actor, String factor) {
		this.credentials.lock(actor.person());
		FactorsView now = of(actor.person());
		boolean codes = factor.equals("codes") && now.codesSince() != null;
		Optional<FactorsView.Passkey> passkey = now.passkeys()
			.stream()
			.filter((one) -> one.id().equals(factor))
			.findFirst();
		if (!codes && passkey.isEmpty()) {
			return Outcome.done(actor.person());
		}
		boolean exempt = this.credentials.of(actor.person())
			.map((credential) -> credential.exempt(this.demonstration.enabled()))
			.orElse(false);
		if (now.count() == 1 && !exempt) {
			return Outcome.refused(Rejection.of("accounts.factors.last"));
		}
		if (codes) {
			this.jdbc.sql("delete from account_code where person = :person").param("person", actor.person()).update();
			this.history.record(actor.person(), actor.person(), Kind.CODES_REMOVED, "");
		}
		else {
			removePasskey(factor);
			this.history.record(actor.person(), actor.person(), Kind.PASSKEY_REMOVED, passkey.orElseThrow().label());
		}
		if (now.count() == 1) {
			this.jdbc.sql("delete from account_recovery_code where person = :person")
				.param("person", actor.person())
				.update();
		}
		return Outcome.done(actor.person());
	}

	/**
	 * Seals with the key of now what was sealed with a former one, so that the former
	 * need not be kept for it. Recovery codes cannot be: they are kept nowhere.
	 */
	@EventListener(ApplicationReadyEvent.class)
	public void reseal() {
		int anew = 0;
		int lost = 0;
		for (Sealed one : this.jdbc.sql("select person, secret from account_code").query(Sealed.class).list()) {
			if (!this.secrets.current(one.secret())) {
				if (this.secrets.opens(one.secret())) {
					anew += reseal(one.person(), one.secret());
				}
				else {
					lost++;
				}
			}
		}
		if (anew > 0 || lost > 0) {
			log.warn("The secrets of {} people's codes were sealed with a former key and are with that of now; "
					+ "those of {} are sealed with a key that is not here", anew, lost);
		}
	}

	private int reseal(UUID person, byte[] sealed) {
		return this.jdbc.sql("update account_code set secret = :fresh where person = :person and secret = :sealed")
			.param("fresh", this.secrets.seal(this.secrets.open(sealed, owner(person)), owner(person)))
			.param("person", person)
			.param("sealed", sealed)
			.update();
	}

	@SuppressWarnings("ArrayRecordComponent")
	private record Sealed(UUID person, byte[] secret) {
	}

	/** Removes everything, for a person whose device is lost. */
	void removeAll(UUID person) {
		of(person).passkeys().forEach((passkey) -> removePasskey(passkey.id()));
		this.jdbc.sql("delete from account_code where person = :person").param("person", person).update();
		this.jdbc.sql("delete from account_recovery_code where person = :person").param("person", person).update();
	}

	/**
	 * Takes a code: one of the time, or one for recovery. Neither is ever taken twice.
	 * @return which it was; empty if it is neither
	 */
	Optional<Factor> take(UUID person, String typed) {
		if (RecoveryCodes.looksLikeOne(typed)) {
			return takeRecoveryCode(person, typed) ? Optional.of(Factor.RECOVERY) : Optional.empty();
		}
		return takeTimeCode(person, typed) ? Optional.of(Factor.CODE) : Optional.empty();
	}

	private boolean takeTimeCode(UUID person, String typed) {
		return this.jdbc.sql("select secret, last_step from account_code where person = :person for update")
			.param("person", person)
			.query((row, number) -> {
				byte[] secret = this.secrets.open(row.getBytes("secret"), owner(person));
				return TimeCodes.step(secret, typed, this.clock.instant(), row.getLong("last_step"));
			})
			.optional()
			.filter(OptionalLong::isPresent)
			.map((step) -> this.jdbc.sql("update account_code set last_step = :step where person = :person")
				.param("step", step.getAsLong())
				.param("person", person)
				.update() == 1)
			.orElse(false);
	}

	private boolean takeRecoveryCode(UUID person, String typed) {
		boolean taken = this.jdbc
			.sql("update account_recovery_code set used_at = :now where person = :person and digest in (:digests) "
					+ "and used_at is null")
			.param("now", now())
			.param("person", person)
			.param("digests", this.secrets.digests(recovery(person, typed)))
			.update() == 1;
		if (taken) {
			this.history.record(person, person, Kind.RECOVERY_CODE_USED, "");
		}
		return taken;
	}

	private FactorsView of(UUID person) {
		List<FactorsView.Passkey> passkeys = this.jdbc.sql("""
				select credential_id, label, created at time zone 'UTC' as created,
					last_used at time zone 'UTC' as last_used
				from user_credentials where user_entity_user_id = passkey_owner(:person) order by created, credential_id
				""").param("person", person).query((row, number) -> {
			Timestamp used = row.getTimestamp("last_used");
			return new FactorsView.Passkey(row.getString("credential_id"), row.getString("label"),
					row.getTimestamp("created").toInstant(), (used != null) ? used.toInstant() : null);
		}).list();
		Instant codes = this.jdbc.sql("select enrolled_at from account_code where person = :person")
			.param("person", person)
			.query(Timestamp.class)
			.optional()
			.map(Timestamp::toInstant)
			.orElse(null);
		int left = this.jdbc
			.sql("select count(*) from account_recovery_code where person = :person and used_at is null")
			.param("person", person)
			.query(Integer.class)
			.single();
		String made = this.jdbc
			.sql("select coalesce(max(made_at)::text, '') from account_recovery_code where person = :person")
			.param("person", person)
			.query(String.class)
			.single();
		String state = passkeys.stream().map(FactorsView.Passkey::id).toList() + " " + codes + " " + made;
		return new FactorsView(passkeys, codes, left, Digests.sha256(state.getBytes(StandardCharsets.UTF_8)));
	}

	private void removePasskey(String id) {
		this.jdbc.sql("delete from user_credentials where credential_id = :id").param("id", id).update();
	}

	private byte[] pending(Actor actor, HttpServletRequest request) {
		HttpSession session = request.getSession();
		if (session.getAttribute(PENDING) instanceof String sealed) {
			return this.secrets.open(Base64.getDecoder().decode(sealed), owner(actor.person()));
		}
		byte[] secret = TimeCodes.newSecret();
		session.setAttribute(PENDING,
				Base64.getEncoder().encodeToString(this.secrets.seal(secret, owner(actor.person()))));
		return secret;
	}

	private static String recovery(UUID person, String code) {
		return "recovery " + person + " " + RecoveryCodes.meant(code);
	}

	private static String owner(UUID person) {
		return "codes " + person;
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

}
