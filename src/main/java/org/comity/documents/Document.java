package org.comity.documents;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.comity.kernel.Rejection;
import org.comity.malware.Held;
import org.jspecify.annotations.Nullable;

/**
 * A file we hold. It never changes: a new text is a new document. Its bytes are found by
 * its id alone; its name is for people and never a path.
 *
 * @param id the id, which stands in links
 * @param request the request it belongs to, or null
 * @param subject what it is about inside the request (a letter version, a process), or
 * null
 * @param aspect which part of a request it is, in the words of the visibility rule
 * @param kind what it is, such as LETTER or ENCLOSURE
 * @param name the file name offered on download, already made safe
 * @param mediaType the type told by its content
 * @param size in bytes, at least 1
 * @param sha256 64 lower-case hexadecimal digits
 * @param createdAt when it was stored
 * @param createdBy the person who stored it, or null for the system
 * @param held why it is held back, or null if it may be opened
 */
public record Document(UUID id, @Nullable UUID request, @Nullable UUID subject, String aspect, String kind, String name,
		String mediaType, long size, String sha256, Instant createdAt, @Nullable UUID createdBy, @Nullable Held held) {

	/**
	 * Returns why the document cannot be sent on or opened, or nothing.
	 * @param field the field of the form that says it
	 */
	public List<Rejection> heldBack(String field) {
		return (this.held == null) ? List.of()
				: List.of(Rejection.at(field, "documents.not-released." + this.held, this.name));
	}

}
