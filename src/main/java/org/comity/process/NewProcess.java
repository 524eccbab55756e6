package org.comity.process;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a new process is to be.
 *
 * @param request the request it executes
 * @param kind the instrument
 * @param wants what it demands, account by account
 * @param sealed whether the court's papers are sealed: its milestones are held back
 * @param grandJury whether it is a grand jury's (Fed. R. Crim. P. 6(e)); a subpoena only
 * @param why why this process and these data, for the own side
 */
public record NewProcess(UUID request, @Nullable ProcessKind kind, List<Want> wants, boolean sealed, boolean grandJury,
		String why) {

	public NewProcess {
		wants = List.copyOf(wants);
		why = Objects.requireNonNullElse(ProcessDetails.plain(why), "").strip();
	}

	/**
	 * What is wanted of one account.
	 *
	 * @param account the account of the request
	 * @param data the kinds of data
	 * @param from the beginning of the range, UTC, or null
	 * @param to the end of the range, UTC, or null
	 * @param particulars what exactly, in words the provider reads; may be empty
	 */
	public record Want(UUID account, Set<DataSought> data, @Nullable Instant from, @Nullable Instant to,
			String particulars) {

		public Want {
			data = Set.copyOf(data);
			particulars = Objects.requireNonNullElse(ProcessDetails.plain(particulars), "").strip();
		}

	}

}
