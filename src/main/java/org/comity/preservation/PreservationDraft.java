package org.comity.preservation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A request to keep data, in words, ready to be sent. One that goes to a provider names
 * accounts and nothing of the case: neither offence nor person nor fact.
 *
 * @param title its title
 * @param from the office that asks
 * @param to who is asked
 * @param toProvider whether it goes to the company itself
 * @param company the company that holds the accounts
 * @param basis on which basis
 * @param reference the asking office's own reference
 * @param day the day it bears
 * @param paragraphs its text
 * @param accounts the accounts, each with its range
 * @param signedBy who signs it
 */
public record PreservationDraft(String title, String from, String to, boolean toProvider, String company, Basis basis,
		String reference, LocalDate day, List<String> paragraphs, List<Kept> accounts, String signedBy) {

	public PreservationDraft {
		paragraphs = List.copyOf(paragraphs);
		accounts = List.copyOf(accounts);
	}

	/**
	 * An account to be kept.
	 *
	 * @param identifier how the company knows it
	 * @param from the first moment wanted, or null for all there is
	 * @param to the last moment wanted, or null for all there is
	 */
	public record Kept(String identifier, @Nullable Instant from, @Nullable Instant to) {
	}

	/**
	 * What is to be drafted.
	 *
	 * @param company the company that holds the accounts
	 * @param basis on which basis
	 * @param renews the period that it renews, or null
	 * @param accounts the accounts
	 * @param offences what is investigated, for authorities alone
	 * @param summary the facts in short, for authorities alone
	 */
	public record Wish(UUID company, Basis basis, @Nullable UUID renews, List<Kept> accounts, List<String> offences,
			String summary) {

		public Wish {
			accounts = List.copyOf(accounts);
			offences = List.copyOf(offences);
		}

	}

}
