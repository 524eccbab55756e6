package org.comity.requests;

import java.util.List;
import java.util.UUID;

/**
 * All that a request held was erased; the bytes that lay outside of the database are to
 * go as well. Places of storage are made of ids: they name nobody.
 *
 * @param id this event
 * @param request the request
 * @param documents where its documents lie
 * @param evidence where its evidence lies
 */
public record RequestErased(UUID id, UUID request, List<String> documents, List<String> evidence) {

	public RequestErased {
		documents = List.copyOf(documents);
		evidence = List.copyOf(evidence);
	}

}
