package org.comity.evidence;

import java.nio.file.Path;

import org.comity.documents.BlobSecrets;
import org.comity.documents.BlobStore;
import org.comity.documents.EncryptedBlobStore;
import org.comity.documents.FileSystemBlobStore;
import org.comity.documents.S3BlobStore;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Where evidence lies: a folder of its own in the data directory, apart from the
 * documents, or a bucket of an S3-compatible store. There it is encrypted, always.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EvidenceStorageProperties.class)
class EvidenceStorage {

	@Bean
	BlobStore evidenceBlobs(EvidenceStorageProperties settings, @Value("${comity.data-directory:./data}") Path data,
			BlobSecrets evidenceKeys) {
		return new EncryptedBlobStore(switch (settings.store()) {
			case FILE -> new FileSystemBlobStore(data.resolve("evidence"));
			case S3 -> new S3BlobStore(settings.location());
		}, evidenceKeys);
	}

}
