package org.comity.crash;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.directory.ProviderCompany;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.process.DataSought;
import org.comity.process.NewProcess;
import org.comity.process.ProcessCommand;
import org.comity.process.ProcessDetails;
import org.comity.process.ProcessKind;
import org.comity.process.ProcessMove;
import org.comity.process.ProcessMoves;
import org.comity.process.Processes;
import org.comity.requests.Accounts;
import org.comity.requests.LetterFacts;
import org.comity.requests.MoveCommand;
import org.comity.requests.MoveDetails;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoves;
import org.comity.requests.Requests;
import org.comity.wall.Wall;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Added to the application in the process that large files are carried through, and only
 * there: one warrant that the provider is answering. Not annotated, so that nobody else
 * finds it.
 */
class LargeProductionConfiguration {

	static final String TITLE = "A case of many bytes";

	static final String OFFICER = "amara.osei@northshire.example";

	static final String PROSECUTOR = "eleanor.whitcombe@cps-northshire.example";

	static final String AUTHORITY = "fiona.macleod@ukca.example";

	static final String ATTORNEY = "daniel.reyes@oia.example";

	static final String ASSISTANT = "linh.tran@usao-ndcal.example";

	static final String SECOND = "robert.castellano@usao-ndcal.example";

	static final String COUNSEL = "mei.chow@google.example";

	/**
	 * What a letter must hold is the business of other tests: here none lacks anything.
	 */
	@Bean
	@Primary
	static LetterFacts lackingNothing() {
		return new LetterFacts() {
			@Override
			public List<Rejection> missing(UUID request) {
				return List.of();
			}

			@Override
			public boolean lockedNotSent(UUID request) {
				return true;
			}

			@Override
			public boolean urgencyAsked(UUID request) {
				return false;
			}

			@Override
			public @Nullable LocalDate neededBy(UUID request) {
				return null;
			}

			@Override
			public @Nullable String purpose(UUID request) {
				return null;
			}
		};
	}

	@Bean
	ApplicationRunner warrantBeingAnswered(Requests requests, RequestMoves moves, Accounts accounts,
			Processes processes, ProcessMoves processMoves, Directory directory, Wall wall,
			TransactionTemplate transaction) {
		return (arguments) -> transaction.executeWithoutResult((status) -> {
			Actor officer = CrashConfiguration.actor(directory, OFFICER);
			Actor attorney = CrashConfiguration.actor(directory, ATTORNEY);
			Actor assistant = CrashConfiguration.actor(directory, ASSISTANT);
			UUID request = requests
				.open(officer, Ids.next(),
						new Requests.NewRequest(TITLE, google(directory), "UK-US-MLAT", null,
								officer.teams().stream().findFirst().orElse(null)))
				.orElseThrow();
			wall.inTheNameOf(officer.office(), () -> accounts.replace(request,
					List.of(new Accounts.Account(Ids.next(), 1, "EMAIL", "redwharf77@gmail.example", null))));
			move(moves, officer, request, RequestMove.SUBMIT, MoveDetails.none());
			move(moves, CrashConfiguration.actor(directory, PROSECUTOR), request, RequestMove.ISSUE,
					MoveDetails.none());
			move(moves, CrashConfiguration.actor(directory, AUTHORITY), request, RequestMove.TRANSMIT,
					MoveDetails.none().withBasis("DPA 2018 s.75"));
			move(moves, attorney, request, RequestMove.ACKNOWLEDGE, MoveDetails.none());
			move(moves, attorney, request, RequestMove.REFER,
					MoveDetails.reason("Probable cause holds").withOffice(assistant.office()));
			move(moves, assistant, request, RequestMove.ACCEPT, MoveDetails.none());
			NewProcess wish = wall.inTheNameOf(officer.office(), () -> wish(request, accounts));
			UUID process = Objects.requireNonNull(processes.open(assistant, Ids.next(), null, wish).process());
			move(processMoves, assistant, process, ProcessMove.APPLY, ProcessDetails.none());
			move(processMoves, assistant, process, ProcessMove.GRANTED, granted());
			move(processMoves, assistant, process, ProcessMove.SERVE, ProcessDetails.none());
			move(processMoves, CrashConfiguration.actor(directory, COUNSEL), process, ProcessMove.ACKNOWLEDGE,
					ProcessDetails.none());
		});
	}

	private static UUID google(Directory directory) {
		return directory.companies()
			.stream()
			.filter((company) -> company.name().equals("Google LLC"))
			.map(ProviderCompany::id)
			.findFirst()
			.orElseThrow();
	}

	private static void move(RequestMoves moves, Actor actor, UUID request, RequestMove move, MoveDetails details) {
		moves.makeWithin(actor, new MoveCommand(request, move, Ids.next(), null, details));
	}

	private static void move(ProcessMoves moves, Actor actor, UUID process, ProcessMove move, ProcessDetails details) {
		moves.makeWithin(actor, new ProcessCommand(process, move, Ids.next(), null, details));
	}

	private static NewProcess wish(UUID request, Accounts accounts) {
		List<NewProcess.Want> wants = new ArrayList<>();
		for (Accounts.Account account : accounts.of(request)) {
			wants.add(new NewProcess.Want(account.id(), EnumSet.allOf(DataSought.class),
					Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"), ""));
		}
		return new NewProcess(request, ProcessKind.WARRANT, wants, false, false, "The case needs it");
	}

	private static ProcessDetails granted() {
		LocalDate today = LocalDate.now(ZoneOffset.UTC);
		return ProcessDetails.reason("As applied for")
			.withAuthority(new ProcessDetails.Authority("U.S. District Court, Northern District of California",
					"3:26-mj-70411", "Hon. Marian Ellsworth", today, today.plusDays(14)))
			.withReturnDate(today.plusDays(21));
	}

}
