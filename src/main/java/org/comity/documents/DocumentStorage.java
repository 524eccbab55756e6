package org.comity.documents;

import java.nio.file.Path;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Where documents lie: a folder of the data directory.
 */
@Configuration(proxyBeanMethods = false)
class DocumentStorage {

	@Bean
	BlobStore documentBlobs(@Value("${comity.data-directory:./data}") Path data) {
		return new FileSystemBlobStore(data.resolve("documents"));
	}

}
