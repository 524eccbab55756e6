package org.comity.evidence;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import org.comity.kernel.PrivateFiles;

/**
 * The keys that wrap the keys of the evidence, as they stood in their file at a moment.
 * They can never be printed, and never leave this class but to their file.
 */
final class WrappingKeys {

	static {
		try {
			AeadConfig.register();
			StreamingAeadConfig.register();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has AES-GCM", ex);
		}
	}

	private final KeysetHandle keys;

	private final Aead wrapping;

	private WrappingKeys(KeysetHandle keys) throws GeneralSecurityException {
		this.keys = keys;
		this.wrapping = keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
	}

	/**
	 * Reads the file.
	 * @throws UnusableEvidenceKeys if it is missing, or holds no such keys
	 */
	static WrappingKeys read(Path file) {
		if (!Files.isRegularFile(file)) {
			throw new UnusableEvidenceKeys("There is no key to wrap the keys of the evidence with in " + file, null);
		}
		try {
			return new WrappingKeys(
					TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get()));
		}
		catch (IOException ex) {
			throw new UnusableEvidenceKeys("The keys of the evidence cannot be read: " + ex, ex);
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			// Not with what Tink says of it: that may be part of a key.
			throw new UnusableEvidenceKeys(file + " holds no keyset of Tink for AES-GCM", null);
		}
	}

	/**
	 * Makes the file with one key, readable by its owner alone. Of two servers that make
	 * one at once, the second finds the first one's.
	 */
	static void make(Path file) {
		try {
			WrappingKeys fresh = new WrappingKeys(
					KeysetHandle.newBuilder().addEntry(entry().withRandomId().makePrimary()).build());
			Path draft = fresh.draft(file);
			try {
				Files.createLink(file, draft);
			}
			catch (FileAlreadyExistsException ex) {
				// Theirs is the one.
			}
			catch (UnsupportedOperationException ex) {
				Files.move(draft, file);
			}
			Files.deleteIfExists(draft);
		}
		catch (IOException ex) {
			throw new UnusableEvidenceKeys("The keys of the evidence cannot be kept: " + ex, ex);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Tink makes keys of its own kind", ex);
		}
	}

	private static KeysetHandle.Builder.Entry entry() {
		return KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM);
	}

	/** Writes a file beside, whole and on the disk. */
	private Path draft(Path file) throws IOException, GeneralSecurityException {
		Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
		Files.createDirectories(folder);
		Path draft = folder.resolve(file.getFileName() + "." + UUID.randomUUID() + ".new");
		PrivateFiles.create(draft);
		Files.writeString(draft, TinkJsonProtoKeysetFormat.serializeKeyset(this.keys, InsecureSecretKeyAccess.get()));
		try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
			channel.force(true);
		}
		return draft;
	}

	/**
	 * Puts these keys in the file's place: whoever reads it finds all of the old or all
	 * of the new.
	 */
	private void replace(Path file) {
		try {
			Path draft = draft(file);
			try {
				Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			}
			finally {
				Files.deleteIfExists(draft);
			}
		}
		catch (IOException ex) {
			throw new UnusableEvidenceKeys("The keys of the evidence cannot be kept: " + ex, ex);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Tink writes keys that it has read", ex);
		}
	}

	/** Adds a new key to the file that wraps from now on, and returns all of them. */
	WrappingKeys withAnother(Path file) {
		KeysetHandle.Builder more = KeysetHandle.newBuilder(this.keys);
		more.addEntry(entry().withRandomId().makePrimary());
		return replaced(more, file);
	}

	/**
	 * Takes the keys out of the file that are not named, but for the one that wraps.
	 */
	WrappingKeys only(Set<String> named, Path file) {
		KeysetHandle.Builder fewer = KeysetHandle.newBuilder();
		for (int index = 0; index < this.keys.size(); index++) {
			KeysetHandle.Entry one = this.keys.getAt(index);
			if (one.isPrimary() || named.contains(id(one))) {
				KeysetHandle.Builder.Entry kept = KeysetHandle.importKey(one.getKey()).withFixedId(one.getId());
				fewer.addEntry(one.isPrimary() ? kept.makePrimary() : kept);
			}
		}
		return replaced(fewer, file);
	}

	private static WrappingKeys replaced(KeysetHandle.Builder builder, Path file) {
		try {
			WrappingKeys keys = new WrappingKeys(builder.build());
			keys.replace(file);
			return keys;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Tink makes keys of its own kind", ex);
		}
	}

	/** The id of the key that wraps from now on, 8 hexadecimal digits. */
	String primary() {
		return id(this.keys.getPrimary());
	}

	/** The ids of all that are there. */
	Set<String> ids() {
		Set<String> ids = new LinkedHashSet<>();
		for (int index = 0; index < this.keys.size(); index++) {
			if (this.keys.getAt(index).getStatus() == KeyStatus.ENABLED) {
				ids.add(id(this.keys.getAt(index)));
			}
		}
		return ids;
	}

	private static String id(KeysetHandle.Entry entry) {
		return String.format("%08x", entry.getId());
	}

	/**
	 * Wraps a key.
	 * @param row what it belongs to: unwrapped for another it is none
	 */
	byte[] wrap(KeysetHandle key, byte[] row) {
		try {
			return TinkProtoKeysetFormat.serializeEncryptedKeyset(key, this.wrapping, row);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("A key can be wrapped", ex);
		}
	}

	/**
	 * Unwraps a key.
	 * @throws GeneralSecurityException if it is not one that was wrapped for this row
	 */
	KeysetHandle unwrap(byte[] wrapped, byte[] row) throws GeneralSecurityException {
		return TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, this.wrapping, row);
	}

	@Override
	public String toString() {
		return "WrappingKeys[hidden]";
	}

}
