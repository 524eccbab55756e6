package org.comity.desks.process;

import java.util.ArrayList;
import java.util.List;

import org.comity.letters.LetterContent;
import org.comity.process.DataSought;
import org.comity.process.Demanded;

/**
 * What the letter asks for that no process demands yet: kind by kind, with what is left
 * of the range.
 *
 * @param account the account as the letter has it
 * @param data the kind of data
 * @param rest the stretches that nobody demands, never empty
 * @param whole whether it is not demanded at all
 */
public record NotYetDemanded(LetterContent.Account account, DataSought data, List<Demanded.Range> rest, boolean whole) {

	public NotYetDemanded {
		rest = List.copyOf(rest);
	}

	/**
	 * Finds it, in the order of the letter and the weakest kind first.
	 * @param accounts the accounts of which data may still be demanded
	 */
	public static List<NotYetDemanded> of(List<LetterContent.Account> accounts, Demanded demanded) {
		List<NotYetDemanded> found = new ArrayList<>();
		for (LetterContent.Account account : accounts) {
			for (LetterContent.DataKind kind : account.data().keySet()) {
				DataSought data = DataSought.valueOf(kind.name());
				List<Demanded.Range> rest = demanded.rest(account.id(), data,
						new Demanded.Range(account.from(), account.to()));
				if (!rest.isEmpty()) {
					found.add(new NotYetDemanded(account, data, rest, demanded.of(account.id(), data).isEmpty()));
				}
			}
		}
		return found;
	}

}
