package org.comity.accounts;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.comity.accounts.AccountEvent.Kind;
import org.comity.kernel.Actor;
import org.comity.kernel.Digests;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The sessions of people: how one begins, what it has been shown, when it ends, and those
 * that a person has elsewhere. They lie in the database.
 */
@Component
public class Sessions {

	/** When the person came in, in milliseconds. */
	private static final String SINCE = "comity.session.since";

	private static final String DEVICE = "comity.session.device";

	private static final String ARRIVED = "comity.session.arrived";

	private static final String TRIES = "comity.session.tries";

	private static final String RECOVERED = "comity.session.recovered";

	/** Who is signed in, the token of forms, and where the person was going. */
	private static final List<String> STAYS = List.of("SPRING_SECURITY_", "org.springframework.security.");

	private final PasswordSignIn signIn;

	private final Credentials credentials;

	private final AccountHistory history;

	private final SecurityRecords records;

	private final KnownBrowsers browsers;

	private final SecurityContextRepository contexts;

	private final FindByIndexNameSessionRepository<? extends Session> kept;

	private final TransactionTemplate transaction;

	private final DemonstrationProperties demonstration;

	private final SignInProperties properties;

	private final Clock clock;

	Sessions(PasswordSignIn signIn, Credentials credentials, AccountHistory history, SecurityRecords records,
			KnownBrowsers browsers, SecurityContextRepository contexts,
			FindByIndexNameSessionRepository<? extends Session> kept, TransactionTemplate transaction,
			DemonstrationProperties demonstration, SignInProperties properties, Clock clock) {
		this.signIn = signIn;
		this.credentials = credentials;
		this.history = history;
		this.records = records;
		this.browsers = browsers;
		this.contexts = contexts;
		this.kept = kept;
		this.transaction = transaction;
		this.demonstration = demonstration;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Carries this session, under a new id, over the change of password that ended all
	 * the person's sessions. What it has been shown still counts.
	 */
	public void renew(Actor actor, HttpServletRequest request, HttpServletResponse response) {
		Authentication before = SecurityContextHolder.getContext().getAuthentication();
		GrantedAuthority[] shown = (before == null) ? new GrantedAuthority[0]
				: before.getAuthorities()
					.stream()
					.filter((one) -> !one.equals(new SimpleGrantedAuthority(PasswordSignIn.authority(actor.kind()))))
					.toArray(GrantedAuthority[]::new);
		put(this.signIn.authentication(this.credentials.of(actor.person()).orElseThrow(), shown), request, response);
	}

	/**
	 * Begins a session with the first factor shown, for who came by another way than the
	 * password.
	 */
	void begin(Credential credential, Factor shown, HttpServletRequest request, HttpServletResponse response) {
		Authentication authentication = this.signIn.authentication(credential, shown.shown(this.clock.instant()));
		request.getSession();
		put(authentication, request, response);
		began(authentication, request, response);
	}

	/** Begins a session for who has just used up a one-time link. */
	public void beginWithLink(UUID person, HttpServletRequest request, HttpServletResponse response) {
		begin(this.credentials.of(person).orElseThrow(), Factor.LINK, request, response);
	}

	/**
	 * Notes what a person will want to know of a session that has just begun. Whatever it
	 * held before may be another person's, and goes.
	 */
	void began(Authentication authentication, HttpServletRequest request, HttpServletResponse response) {
		HttpSession session = request.getSession();
		Collections.list(session.getAttributeNames())
			.stream()
			.filter((name) -> STAYS.stream().noneMatch(name::startsWith))
			.forEach(session::removeAttribute);
		session.setAttribute(SINCE, this.clock.millis());
		session.setAttribute(DEVICE, Device.of(request.getHeader("User-Agent")).toString());
		arrived(authentication, request, response);
		record((session.getAttribute(ARRIVED) != null) ? SecurityRecord.Kind.SIGNED_IN : SecurityRecord.Kind.FIRST_STEP,
				authentication, request);
	}

	private void record(SecurityRecord.Kind kind, Authentication authentication, HttpServletRequest request) {
		if (authentication.getPrincipal() instanceof SignedIn signedIn) {
			this.records.record(kind, signedIn.actor().person(), Factor.names(authentication.getAuthorities()),
					request);
		}
	}

	/**
	 * Adds a factor that was shown to the session of this request, which gets a new id.
	 */
	void prove(Factor factor, HttpServletRequest request, HttpServletResponse response) {
		Authentication before = SecurityContextHolder.getContext().getAuthentication();
		if (before == null || !(before.getPrincipal() instanceof SignedIn signedIn)) {
			throw new IllegalStateException("Nobody is signed in");
		}
		Authentication after = UsernamePasswordAuthenticationToken.authenticated(signedIn, null,
				factor.addedTo(before.getAuthorities(), this.clock.instant()));
		put(after, request, response);
		HttpSession session = request.getSession();
		if (factor == Factor.RECOVERY) {
			session.setAttribute(RECOVERED, true);
		}
		boolean wasIn = session.getAttribute(ARRIVED) != null;
		arrived(after, request, response);
		record(wasIn ? SecurityRecord.Kind.SHOWN_AGAIN : SecurityRecord.Kind.SIGNED_IN, after, request);
	}

	/**
	 * Counts a passkey that was just made, or codes that were just set up, as shown: to
	 * make it one must have it.
	 */
	public void enrolled(boolean passkey, HttpServletRequest request, HttpServletResponse response) {
		prove(passkey ? Factor.PASSKEY : Factor.CODE, request, response);
		request.getSession().removeAttribute(RECOVERED);
	}

	private void put(Authentication authentication, HttpServletRequest request, HttpServletResponse response) {
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(authentication);
		SecurityContextHolder.setContext(context);
		if (request.getSession(false) != null) {
			request.changeSessionId();
		}
		this.contexts.saveContext(context, request, response);
	}

	/**
	 * Once all that is asked has been shown, this browser is known, and what was tried
	 * meanwhile is told and forgotten.
	 */
	private void arrived(Authentication authentication, HttpServletRequest request, HttpServletResponse response) {
		HttpSession session = request.getSession();
		if (session.getAttribute(ARRIVED) != null || !(authentication.getPrincipal() instanceof SignedIn signedIn)) {
			return;
		}
		boolean whole = Factor.lastSecond(authentication.getAuthorities()).isPresent()
				|| this.credentials.of(signedIn.actor().person())
					.map((credential) -> credential.passwordIsEnough(this.demonstration.enabled()))
					.orElse(false);
		if (whole) {
			session.setAttribute(ARRIVED, true);
			this.browsers.remember(signedIn.actor().person(), request, response);
			this.credentials.arrived(signedIn.actor().person(), this.clock.instant())
				.ifPresent((tries) -> session.setAttribute(TRIES, tries));
		}
	}

	/** Takes what was tried while the person was away, to be told once. */
	public Optional<FailedTries> takeFailedTries(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session == null || !(session.getAttribute(TRIES) instanceof FailedTries tries)) {
			return Optional.empty();
		}
		session.removeAttribute(TRIES);
		return Optional.of(tries);
	}

	/**
	 * Whether this session was opened with a recovery code and nothing was set up since.
	 */
	public boolean recovered(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		return session != null && session.getAttribute(RECOVERED) != null;
	}

	/**
	 * Takes the address typed at the failed sign-in before this page, if there was one.
	 */
	public Optional<String> takeTypedEmail(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session == null || !(session.getAttribute(SecurityConfiguration.TYPED_EMAIL) instanceof String email)) {
			return Optional.empty();
		}
		session.removeAttribute(SecurityConfiguration.TYPED_EMAIL);
		return Optional.of(email);
	}

	/**
	 * When this request's session ends if nothing more comes, and the moment at which it
	 * ends in any case.
	 */
	public Optional<Ending> ending(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session == null || SignedIn.actorNow().isEmpty()) {
			return Optional.empty();
		}
		Instant last = last(session);
		Instant idle = this.clock.instant().plusSeconds(session.getMaxInactiveInterval());
		Instant end = idle.isBefore(last) ? idle : last;
		return Optional
			.of(new Ending(end, Duration.between(this.clock.instant(), end).toSeconds(), !idle.isBefore(last)));
	}

	/** Whether a session has lasted as long as one may. */
	boolean over(HttpSession session) {
		return this.clock.instant().isAfter(last(session));
	}

	private Instant last(HttpSession session) {
		long since = (session.getAttribute(SINCE) instanceof Long noted) ? noted : session.getCreationTime();
		return Instant.ofEpochMilli(since).plus(longest());
	}

	public Duration longest() {
		return this.properties.longestSession();
	}

	/** From when on a factor shown counts for a grave act now. */
	public Instant freshSince() {
		return this.clock.instant().minus(this.properties.askAgainAfter());
	}

	/** Where the person is signed in, this session first, then the latest used. */
	public List<Place> places(Actor actor, HttpServletRequest request) {
		HttpSession own = request.getSession(false);
		String ownId = (own != null) ? own.getId() : "";
		return this.kept.findByPrincipalName(actor.person().toString())
			.keySet()
			.stream()
			// Each for itself: the library takes rows for one session only where they
			// follow one another, and finds them by name in no order.
			.flatMap((id) -> Stream.ofNullable(this.kept.findById(id)))
			.filter((session) -> !session.isExpired())
			.map((session) -> place(session, ownId))
			.sorted(Comparator.comparing(Place::here)
				.reversed()
				.thenComparing(Comparator.comparing(Place::lastSeen).reversed()))
			.toList();
	}

	private static Place place(Session session, String ownId) {
		String device = session.getAttributeOrDefault(DEVICE, "/");
		Long since = session.getAttributeOrDefault(SINCE, session.getCreationTime().toEpochMilli());
		return new Place(handle(session.getId()), Device.read(device), Instant.ofEpochMilli(since),
				session.getLastAccessedTime(), session.getId().equals(ownId));
	}

	/**
	 * Ends one of the person's sessions elsewhere, or all of them. This one goes on.
	 * @param which a place's handle, or {@code others}
	 * @return how many ended
	 */
	public int end(Actor actor, String which, HttpServletRequest request) {
		HttpSession own = request.getSession(false);
		List<String> ending = this.kept.findByPrincipalName(actor.person().toString())
			.keySet()
			.stream()
			.filter((id) -> own == null || !id.equals(own.getId()))
			.filter((id) -> which.equals("others") || handle(id).equals(which))
			.toList();
		ending.forEach(this.kept::deleteById);
		if (!ending.isEmpty()) {
			this.transaction.executeWithoutResult((status) -> this.history.record(actor.person(), actor.person(),
					Kind.SESSIONS_ENDED, String.valueOf(ending.size())));
		}
		return ending.size();
	}

	/** What stands for a session on a page: its id itself would open it. */
	private static String handle(String id) {
		return Digests.sha256(("session " + id).getBytes(StandardCharsets.UTF_8)).substring(0, 32);
	}

	/**
	 * The end of a session.
	 *
	 * @param at when it ends if nothing more comes
	 * @param secondsLeft how far off that is, whatever the reader's clock says
	 * @param forGood whether it ends then in any case
	 */
	public record Ending(Instant at, long secondsLeft, boolean forGood) {
	}

	/**
	 * A place where somebody is signed in.
	 *
	 * @param handle what stands for the session
	 * @param device what they signed in with
	 * @param since since when
	 * @param lastSeen when it was last used
	 * @param here whether it is the session of this request
	 */
	public record Place(String handle, Device device, Instant since, Instant lastSeen, boolean here) {
	}

}
