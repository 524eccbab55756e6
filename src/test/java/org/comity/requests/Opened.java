package org.comity.requests;

import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.jspecify.annotations.Nullable;

/** Requests to Google, as officers open them. */
final class Opened {

	private Opened() {
	}

	static UUID by(Actor officer, Requests requests, Directory directory, String title, @Nullable String operation) {
		UUID google = directory.companies()
			.stream()
			.filter((company) -> company.name().equals("Google LLC"))
			.findFirst()
			.orElseThrow()
			.id();
		return requests
			.open(officer, Ids.next(),
					new Requests.NewRequest(title, google, "UK-US-MLAT", operation, officer.teams().iterator().next()))
			.orElseThrow();
	}

}
