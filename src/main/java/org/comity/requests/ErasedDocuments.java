package org.comity.requests;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.comity.documents.Documents;
import org.comity.wall.InBackground;

import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Deletes the bytes of the documents of a request that was erased. What the store does
 * not take now is told again at the next start.
 */
@Component
class ErasedDocuments {

	private final Documents documents;

	ErasedDocuments(Documents documents) {
		this.documents = documents;
	}

	@InBackground
	@ApplicationModuleListener(id = "requests.erased-documents")
	void on(RequestErased erased) {
		try {
			for (String key : erased.documents()) {
				this.documents.deleteHeld(key);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
