package org.comity.wall;

import java.util.UUID;

/**
 * From where the database is looked at: nowhere, from one office, or from the background.
 */
sealed interface Standpoint {

	/** What the settings of a transaction are: the office, and the database role. */
	String office();

	String role();

	/** Sees no request. */
	enum Nobody implements Standpoint {

		NOBODY;

		@Override
		public String office() {
			return "";
		}

		@Override
		public String role() {
			return "none";
		}

	}

	/**
	 * Sees the requests that have reached this office.
	 *
	 * @param id the office
	 */
	record Of(UUID id) implements Standpoint {

		@Override
		public String office() {
			return this.id.toString();
		}

		@Override
		public String role() {
			return "none";
		}

	}

	/** Sees, of all requests, the columns that background work is granted. */
	enum Background implements Standpoint {

		BACKGROUND;

		@Override
		public String office() {
			return "";
		}

		@Override
		public String role() {
			return "comity_worker";
		}

	}

}
