package org.comity.accounts;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.webauthn4j.util.exception.WebAuthnException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.comity.accounts.AccountEvent.Kind;
import org.comity.kernel.Actor;
import org.comity.kernel.Rejection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialRequestOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.JdbcUserCredentialRepository;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Passkeys (WebAuthn). The device must always know its user, by a finger or a number: so
 * a passkey is enough by itself. What the browser is asked stands in the page, what it
 * answers comes back in a form; the challenge is kept in the session and used once.
 * <p>
 * A passkey belongs to the address of {@code comity.sign-in.address}. Where none is set
 * there are passkeys on the machine itself only.
 */
@Service
public class Passkeys {

	private static final Logger log = LoggerFactory.getLogger(Passkeys.class);

	private static final String LOCAL = "localhost";

	private static final String CREATION = "comity.passkey.creation";

	private static final String REQUEST = "comity.passkey.request";

	/** No browser sends more. */
	private static final int LONGEST = 20_000;

	private static final int LONGEST_LABEL = 60;

	/**
	 * Of a passkey's own name, in bytes: what its column holds. Web Authentication allows
	 * 1,023.
	 */
	private static final int LONGEST_NAME = 750;

	private static final Authentication NOBODY = new AnonymousAuthenticationToken("nobody", "nobody",
			AuthorityUtils.createAuthorityList("NOBODY"));

	private final PasskeyOwners owners;

	private final JdbcUserCredentialRepository kept;

	private final AccountHistory history;

	private final SignInProperties properties;

	private final JsonMapper json = JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();

	Passkeys(PasskeyOwners owners, JdbcOperations jdbc, AccountHistory history, SignInProperties properties) {
		this.owners = owners;
		this.kept = new JdbcUserCredentialRepository(jdbc);
		this.history = history;
		this.properties = properties;
	}

	/**
	 * What the browser is asked so that somebody signs in: whoever is signed in already,
	 * else anybody.
	 * @return JSON; empty where there are no passkeys
	 */
	public Optional<String> asking(HttpServletRequest request) {
		return operations(request).map((operations) -> {
			Authentication now = SecurityContextHolder.getContext().getAuthentication();
			boolean known = now != null && now.getPrincipal() instanceof SignedIn;
			PublicKeyCredentialRequestOptions options = operations.createCredentialRequestOptions(
					new ImmutablePublicKeyCredentialRequestOptionsRequest((known && now != null) ? now : NOBODY));
			request.getSession().setAttribute(REQUEST, options);
			return this.json.writeValueAsString(options);
		});
	}

	/**
	 * What the browser is asked so that it makes a passkey for the person.
	 * @return JSON; empty where there are no passkeys
	 */
	public Optional<String> making(HttpServletRequest request) {
		Authentication now = SecurityContextHolder.getContext().getAuthentication();
		if (now == null) {
			return Optional.empty();
		}
		return operations(request).map((operations) -> {
			PublicKeyCredentialCreationOptions options = operations
				.createPublicKeyCredentialCreationOptions(new ImmutablePublicKeyCredentialCreationOptionsRequest(now));
			request.getSession().setAttribute(CREATION, options);
			return this.json.writeValueAsString(options);
		});
	}

	/**
	 * Keeps the passkey that the browser made.
	 * @param answer what the browser answered, JSON
	 * @param label the person's name for it
	 */
	@Transactional
	public Outcome add(Actor actor, String answer, String label, HttpServletRequest request) {
		String name = label.strip();
		if (name.isEmpty() || name.length() > LONGEST_LABEL || !AccountRules.printable(name)) {
			return Outcome.refused(Rejection.at("label", "accounts.passkey.label.wrong"));
		}
		if (!(taken(request, CREATION) instanceof PublicKeyCredentialCreationOptions options)
				|| !madeFor(actor, options) || operations(request).isEmpty()) {
			return failed();
		}
		try {
			PublicKeyCredential<AuthenticatorAttestationResponse> credential = this.json.readValue(shortened(answer),
					new TypeReference<>() {
					});
			if (!named(credential) || !whole(credential.getResponse())) {
				return failed();
			}
			CredentialRecord made = operations(request).orElseThrow()
				.registerCredential(new ImmutableRelyingPartyRegistrationRequest(options,
						new RelyingPartyPublicKey(withKnownWays(credential), name)));
			log.debug("A passkey of {} transports was added", made.getTransports().size());
		}
		catch (JacksonException | WebAuthnException | IllegalArgumentException ex) {
			log.debug("No passkey was made", ex);
			return failed();
		}
		this.history.record(actor.person(), actor.person(), Kind.PASSKEY_ADDED, name);
		return Outcome.done(actor.person());
	}

	/**
	 * Returns whose passkey answered the question of this session; empty if none of ours
	 * did.
	 */
	@Transactional
	Optional<UUID> answered(HttpServletRequest request, String answer) {
		if (!(taken(request, REQUEST) instanceof PublicKeyCredentialRequestOptions options)) {
			return Optional.empty();
		}
		try {
			PublicKeyCredential<AuthenticatorAssertionResponse> credential = this.json.readValue(shortened(answer),
					new TypeReference<>() {
					});
			if (!named(credential) || !whole(credential.getResponse())
					|| this.kept.findByCredentialId(credential.getRawId()) == null) {
				return Optional.empty();
			}
			return operations(request).map(
					(operations) -> operations.authenticate(new RelyingPartyAuthenticationRequest(options, credential)))
				.map(PublicKeyCredentialUserEntity::getId)
				.flatMap(PasskeyOwners::person);
		}
		catch (JacksonException | WebAuthnException | IllegalArgumentException ex) {
			log.debug("A passkey was refused", ex);
			return Optional.empty();
		}
	}

	/** Whether it has a name that its column holds, and the one type that there is. */
	private static boolean named(@Nullable PublicKeyCredential<?> credential) {
		if (credential == null || credential.getRawId() == null
				|| credential.getRawId().getBytes().length > LONGEST_NAME) {
			return false;
		}
		PublicKeyCredentialType type = credential.getType();
		return type != null && type.equals(PublicKeyCredentialType.PUBLIC_KEY);
	}

	/** Whether it has all that Spring looks into without asking. */
	private static boolean whole(@Nullable AuthenticatorAttestationResponse response) {
		return response != null && response.getClientDataJSON() != null && response.getAttestationObject() != null;
	}

	private static boolean whole(@Nullable AuthenticatorAssertionResponse response) {
		return response != null && response.getClientDataJSON() != null && response.getAuthenticatorData() != null
				&& response.getSignature() != null;
	}

	/**
	 * Browsers name ways to reach a device that were unknown when Spring was made; those
	 * it reads as nothing, and then stumbles over them (Web Authentication, section
	 * 5.8.4).
	 */
	private static PublicKeyCredential<AuthenticatorAttestationResponse> withKnownWays(
			PublicKeyCredential<AuthenticatorAttestationResponse> credential) {
		AuthenticatorAttestationResponse response = credential.getResponse();
		if (response.getTransports() == null || response.getTransports().stream().allMatch(Objects::nonNull)) {
			return credential;
		}
		return PublicKeyCredential.<AuthenticatorAttestationResponse>builder()
			.id(credential.getId())
			.type(credential.getType())
			.rawId(credential.getRawId())
			.authenticatorAttachment(credential.getAuthenticatorAttachment())
			.clientExtensionResults(credential.getClientExtensionResults())
			.response(AuthenticatorAttestationResponse.builder()
				.attestationObject(response.getAttestationObject())
				.clientDataJSON(response.getClientDataJSON())
				.transports(response.getTransports().stream().filter(Objects::nonNull).toList())
				.build())
			.build();
	}

	/** What was asked of somebody else's browser makes no passkey of theirs here. */
	private static boolean madeFor(Actor actor, PublicKeyCredentialCreationOptions options) {
		return PasskeyOwners.person(options.getUser().getId()).filter(actor.person()::equals).isPresent();
	}

	/** The questions of a session are answered once. */
	private static @Nullable Object taken(HttpServletRequest request, String attribute) {
		HttpSession session = request.getSession(false);
		if (session == null) {
			return null;
		}
		Object options = session.getAttribute(attribute);
		session.removeAttribute(attribute);
		return options;
	}

	private Optional<WebAuthnRelyingPartyOperations> operations(HttpServletRequest request) {
		String address = this.properties.address();
		if (address.isEmpty()) {
			if (!request.getServerName().equals(LOCAL)) {
				return Optional.empty();
			}
			int port = request.getServerPort();
			address = request.getScheme() + "://" + LOCAL + ((port == 80 || port == 443) ? "" : ":" + port);
		}
		Webauthn4JRelyingPartyOperations operations = new Webauthn4JRelyingPartyOperations(this.owners, this.kept,
				PublicKeyCredentialRpEntity.builder().id(URI.create(address).getHost()).name("Comity").build(),
				Set.of(address));
		operations.setCustomizeCreationOptions(
				(options) -> options.authenticatorSelection(AuthenticatorSelectionCriteria.builder()
					.userVerification(UserVerificationRequirement.REQUIRED)
					.residentKey(ResidentKeyRequirement.REQUIRED)
					.build()));
		operations
			.setCustomizeRequestOptions((options) -> options.userVerification(UserVerificationRequirement.REQUIRED));
		return Optional.of(operations);
	}

	private static String shortened(String answer) {
		return (answer.length() <= LONGEST) ? answer : "";
	}

	private static Outcome failed() {
		return Outcome.refused(List.of(Rejection.of("accounts.passkey.failed")));
	}

}
