package org.comity.documents;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;

/**
 * A secret for each folder, in memory.
 */
final class FolderSecrets implements BlobSecrets {

	private final Map<String, StreamingAead> secrets = new ConcurrentHashMap<>();

	private final Set<String> destroyed = ConcurrentHashMap.newKeySet();

	private static String folder(String key) {
		return key.contains("/") ? key.substring(0, key.lastIndexOf('/')) : "";
	}

	private static StreamingAead fresh() {
		try {
			StreamingAeadConfig.register();
			return KeysetHandle.generateNew(EncryptedBlobStore.kind())
				.getPrimitive(RegistryConfiguration.get(), StreamingAead.class);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void destroy(String folder) {
		this.destroyed.add(folder);
	}

	@Override
	public StreamingAead toWrite(String key) throws IOException {
		if (this.destroyed.contains(folder(key))) {
			throw new DestroyedBlob(key);
		}
		return this.secrets.computeIfAbsent(folder(key), (folder) -> fresh());
	}

	@Override
	public StreamingAead toRead(String key) throws IOException {
		if (this.destroyed.contains(folder(key))) {
			throw new DestroyedBlob(key);
		}
		StreamingAead secret = this.secrets.get(folder(key));
		if (secret == null) {
			throw new DamagedBlob("No secret", null);
		}
		return secret;
	}

}
