package org.comity.desks.fragments;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.comity.directory.Directory;
import org.comity.signing.Genuineness;

import org.springframework.stereotype.Component;

/**
 * Which office signed which file, for lists of files.
 */
@Component
public class Signers {

	private final Genuineness genuineness;

	private final Directory directory;

	Signers(Genuineness genuineness, Directory directory) {
		this.genuineness = genuineness;
		this.directory = directory;
	}

	/** The short names of the offices by hash; of what nobody signed, nothing. */
	public Map<String, String> of(Collection<String> sha256s) {
		Map<String, String> names = new HashMap<>();
		this.genuineness.signers(sha256s)
			.forEach((sha256, office) -> names.put(sha256, this.directory.office(office).shortName()));
		return names;
	}

}
