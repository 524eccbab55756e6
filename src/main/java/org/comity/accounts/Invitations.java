package org.comity.accounts;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.comity.accounts.AccountEvent.Kind;
import org.comity.directory.Directory;
import org.comity.directory.Person;
import org.comity.directory.Staff;
import org.comity.kernel.Digests;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * One-time links, by which a person chooses how to sign in: nobody ever sets another's
 * password. A link is 256 bits, works once and for a few days, and is kept as a digest.
 * The newest link of a person ends those before it.
 */
@Service
@Transactional
public class Invitations {

	private static final int TOKEN = 32;

	private static final SecureRandom RANDOM = new SecureRandom();

	private final JdbcClient jdbc;

	private final Credentials credentials;

	private final Directory directory;

	private final Staff staff;

	private final PasswordEncoder encoder;

	private final AccountHistory history;

	private final SignInProperties properties;

	private final Clock clock;

	Invitations(JdbcClient jdbc, Credentials credentials, Directory directory, Staff staff, PasswordEncoder encoder,
			AccountHistory history, SignInProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.credentials = credentials;
		this.directory = directory;
		this.staff = staff;
		this.encoder = encoder;
		this.history = history;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Makes a link. What the person signed in with before, if anything, opens nothing any
	 * more.
	 * @param actor the administrator; null for the command line
	 * @return what the link ends with, which exists nowhere else
	 */
	String make(@Nullable UUID actor, UUID person) {
		byte[] random = new byte[TOKEN];
		RANDOM.nextBytes(random);
		String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
		Instant now = this.clock.instant();
		end(person, now);
		this.jdbc.sql("""
				insert into account_invitation (id, person, digest, made_by, made_at, expires_at)
				values (:id, :person, :digest, :actor, :now, :expires)
				""")
			.param("id", Ids.next())
			.param("person", person)
			.param("digest", digest(token))
			.param("actor", actor, java.sql.Types.OTHER)
			.param("now", Timestamp.from(now))
			.param("expires", Timestamp.from(now.plus(this.properties.linkValid())))
			.update();
		if (this.credentials.of(person).isPresent()) {
			this.credentials.store(person, nobodys(), false);
		}
		this.history.record(actor, person, Kind.LINK_MADE, "");
		return token;
	}

	/** Ends a person's links, as when they leave. */
	void end(UUID person, Instant now) {
		this.jdbc.sql("update account_invitation set ended_at = :now where person = :person and ended_at is null")
			.param("now", Timestamp.from(now))
			.param("person", person)
			.update();
	}

	/** Whose link it is, while it works. */
	@Transactional(readOnly = true)
	public Optional<Person> invited(String token) {
		return this.jdbc.sql(WORKING)
			.param("digest", digest(token))
			.param("now", Timestamp.from(this.clock.instant()))
			.query(UUID.class)
			.optional()
			.map(this.directory::person)
			.filter((person) -> person.active() && this.directory.active(person.office()));
	}

	/**
	 * Uses up a link: the person has a password from here on.
	 * @return the person, or why not; a link that works no more is refused without a
	 * field
	 */
	public Outcome choosePassword(String token, String fresh, String repeated) {
		Optional<Person> person = hold(token);
		if (person.isEmpty()) {
			return gone();
		}
		List<Rejection> refusals = Passwords.refusals(new Passwords.Choice(person.get().email(), "", fresh, repeated));
		if (!refusals.isEmpty()) {
			return Outcome.refused(refusals);
		}
		return use(person.get().id(), PasswordSignIn.encode(this.encoder, fresh));
	}

	/**
	 * Uses up a link for a person who wants no password: they make a passkey next.
	 */
	public Outcome chooseNoPassword(String token) {
		return hold(token).map((person) -> use(person.id(), nobodys())).orElseGet(Invitations::gone);
	}

	private static final String WORKING = """
			select person from account_invitation where digest = :digest and ended_at is null and expires_at > :now
			""";

	/** As {@link #invited}; nobody else can use it meanwhile. */
	private Optional<Person> hold(String token) {
		boolean there = this.jdbc.sql(WORKING + " for update")
			.param("digest", digest(token))
			.param("now", Timestamp.from(this.clock.instant()))
			.query(UUID.class)
			.optional()
			.isPresent();
		return there ? invited(token) : Optional.empty();
	}

	private Outcome use(UUID person, String encoded) {
		end(person, this.clock.instant());
		this.credentials.store(person, encoded, false);
		this.staff.advance(person, this.staff.revision(person));
		this.history.record(person, person, Kind.LINK_USED, "");
		return Outcome.done(person);
	}

	private String nobodys() {
		return PasswordSignIn.encode(this.encoder, Passwords.random());
	}

	private static Outcome gone() {
		return Outcome.refused(Rejection.of("accounts.invitation.gone"));
	}

	/**
	 * The text of a link, as far as it is known here: without an address of ours, its
	 * path.
	 */
	public String link(String token) {
		return this.properties.address() + "/invitation/" + token;
	}

	/** How long a link works, in hours. */
	public long hours() {
		return this.properties.linkValid().toHours();
	}

	private static String digest(String token) {
		return Digests.sha256(("invitation " + token).getBytes(StandardCharsets.UTF_8));
	}

}
