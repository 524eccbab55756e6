package org.comity.requests;

import java.util.NoSuchElementException;

/**
 * The request does not exist, or not for this person: outside they cannot be told apart.
 */
public class NoSuchRequest extends NoSuchElementException {

	private static final long serialVersionUID = 1L;

	public NoSuchRequest() {
		super("No such request");
	}

}
