package org.comity.accounts;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.directory.Person;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.stereotype.Component;

/**
 * The people as passkeys know them: by their id, which says nothing of them. There is no
 * other list of them, so none can be saved or deleted here.
 */
@Component
class PasskeyOwners implements PublicKeyCredentialUserEntityRepository {

	private static final int UUID_BYTES = 16;

	private final Directory directory;

	PasskeyOwners(Directory directory) {
		this.directory = directory;
	}

	/** The id as passkeys carry it. */
	static Bytes handle(UUID person) {
		return new Bytes(ByteBuffer.allocate(UUID_BYTES)
			.putLong(person.getMostSignificantBits())
			.putLong(person.getLeastSignificantBits())
			.array());
	}

	/** The person of a handle; empty where it is none of ours. */
	static Optional<UUID> person(Bytes handle) {
		byte[] bytes = handle.getBytes();
		if (bytes.length != UUID_BYTES) {
			return Optional.empty();
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		return Optional.of(new UUID(buffer.getLong(), buffer.getLong()));
	}

	@Override
	public @Nullable PublicKeyCredentialUserEntity findById(Bytes id) {
		return person(id).map(this::entity).orElse(null);
	}

	/** By the name of an authentication, which is the person's id. */
	@Override
	public @Nullable PublicKeyCredentialUserEntity findByUsername(String username) {
		return entity(UUID.fromString(username));
	}

	private PublicKeyCredentialUserEntity entity(UUID id) {
		Person person = this.directory.person(id);
		return ImmutablePublicKeyCredentialUserEntity.builder()
			.id(handle(id))
			.name(person.email())
			.displayName(person.name())
			.build();
	}

	@Override
	public void save(PublicKeyCredentialUserEntity entity) {
		throw new UnsupportedOperationException("People are kept by administrators");
	}

	@Override
	public void delete(Bytes id) {
		throw new UnsupportedOperationException("People are kept by administrators");
	}

}
