package org.comity.evidence;

import java.nio.file.Path;

import org.comity.documents.BlobStore;
import org.comity.documents.FileSystemBlobStore;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Where evidence lies: a folder of its own in the data directory, apart from the
 * documents, so that it can be kept elsewhere.
 */
@Configuration(proxyBeanMethods = false)
class EvidenceStorage {

	@Bean
	BlobStore evidenceBlobs(@Value("${comity.data-directory:./data}") Path data) {
		return new FileSystemBlobStore(data.resolve("evidence"));
	}

}
