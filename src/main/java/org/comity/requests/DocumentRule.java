package org.comity.requests;

import java.util.Set;

import org.comity.documents.Document;
import org.comity.kernel.Actor;

/**
 * Says who reads the documents of some aspects. The module that makes such documents
 * implements it; a document whose aspect nobody answers for is read by nobody.
 */
public interface DocumentRule {

	/** The aspects it answers for, as {@link Document#aspect()} names them. */
	Set<String> aspects();

	/**
	 * Returns whether this person reads the document. Whoever implements it asks
	 * {@link Visibility} first: the document may belong to any request.
	 */
	boolean reads(Actor actor, Document document);

}
