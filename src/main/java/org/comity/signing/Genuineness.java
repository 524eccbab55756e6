package org.comity.signing;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Answers whoever holds a document, and need not be known to us, whether it was signed
 * here: by its bytes, and by nothing that it says of itself.
 */
@Service
public class Genuineness {

	private final SignedDocuments documents;

	Genuineness(SignedDocuments documents) {
		this.documents = documents;
	}

	/** What a file is. */
	public enum Answer {

		/** Byte for byte what was signed here. */
		GENUINE,

		/** It carries a mark of ours, and is not what was signed. */
		ALTERED,

		/** It carries no mark of ours that we find. */
		UNKNOWN

	}

	/**
	 * What was found.
	 *
	 * @param answer the answer
	 * @param sha256 the hash of the file
	 * @param document what is known of it, if it is genuine; of an altered one, nothing
	 */
	public record Finding(Answer answer, String sha256, @Nullable SignedDocument document) {
	}

	/**
	 * Checks a file, in one pass and in little memory, whatever it is.
	 * @throws IOException if its stream breaks off
	 */
	public Finding check(InputStream file) throws IOException {
		try (MarkScanner scanner = new MarkScanner()) {
			byte[] buffer = new byte[64 * 1024];
			int read;
			while ((read = file.read(buffer)) != -1) {
				scanner.take(buffer, read);
			}
			String sha256 = scanner.sha256();
			Optional<SignedDocument> signed = this.documents.ofBytes(sha256);
			if (signed.isPresent()) {
				return new Finding(Answer.GENUINE, sha256, signed.get());
			}
			boolean ours = this.documents.ours(scanner.codes(), scanner.certificates());
			return new Finding(ours ? Answer.ALTERED : Answer.UNKNOWN, sha256, null);
		}
	}

	/**
	 * Returns which office signed which of these files.
	 * @param sha256s the hashes of their bytes
	 * @return the offices by hash; of what nobody signed, nothing
	 */
	public Map<String, UUID> signers(Collection<String> sha256s) {
		return this.documents.offices(sha256s);
	}

	/**
	 * Finds what was signed with a code. That a paper bears the code says nothing of the
	 * paper.
	 */
	public Optional<SignedDocument> find(DocumentCode code) {
		return this.documents.ofCode(code);
	}

}
