package org.comity.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.documents.IncomingFile;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.StoryClock;
import org.comity.process.ProcessMoves;
import org.comity.process.ProcessStage;
import org.comity.process.Processes;
import org.comity.requests.Accounts;
import org.comity.requests.LetterFacts;
import org.comity.requests.MoveResult;
import org.comity.requests.RequestMoves;
import org.comity.requests.Requests;
import org.comity.testing.AsOwner;
import org.comity.testing.Cast;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sets the stage for tests of evidence: a process that a provider is answering, and the
 * people around it.
 */
@TestConfiguration
public class EvidenceStage {

	public final ProcessStage before;

	private final Productions productions;

	private final Evidence evidence;

	private final PartMoves partMoves;

	private final Filter filter;

	public EvidenceStage(@Lazy Requests requests, @Lazy RequestMoves requestMoves, @Lazy Accounts accounts,
			@Lazy Processes processes, @Lazy ProcessMoves moves, @Lazy Productions productions, @Lazy Evidence evidence,
			@Lazy PartMoves partMoves, @Lazy Filter filter, Directory directory, @AsOwner JdbcClient jdbc,
			StoryClock clock) {
		this.before = new ProcessStage(requests, requestMoves, accounts, processes, moves, directory, jdbc, clock);
		this.productions = productions;
		this.evidence = evidence;
		this.partMoves = partMoves;
		this.filter = filter;
	}

	@Bean
	@Primary
	static LetterFacts lettersInOrderForEvidence() {
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
				return "Proving who sent the demands";
			}
		};
	}

	public Cast cast() {
		return this.before.cast;
	}

	/** A part just begun by the provider's counsel. */
	public UUID begun(UUID process) {
		return begun(cast().counsel(), process);
	}

	public UUID begun(Actor actor, UUID process) {
		return Objects.requireNonNull(this.productions.begin(actor, process, Ids.next()).part());
	}

	public List<Rejection> add(UUID part, String name, @Nullable UUID account, InputStream content) throws IOException {
		return this.productions.receive(cast().counsel(), part, account,
				new IncomingFile("files", name, "text/plain", content, new LinkedMultiValueMap<>()));
	}

	public void add(UUID part, String name, @Nullable UUID account, String content) {
		try {
			assertThat(add(part, name, account, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8))))
				.isEmpty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public PartView view(UUID part) {
		return this.evidence.part(cast().counsel(), part);
	}

	/** A lodging of everything, as the files say. */
	public Lodging lodging(UUID part) {
		return lodging(view(part));
	}

	public Lodging lodging(PartView view) {
		Map<UUID, PartOutcome> outcomes = new HashMap<>();
		for (PartView.Account account : view.accounts()) {
			boolean some = view.files()
				.stream()
				.anyMatch((file) -> file.account() == null || file.account().equals(account.id()));
			outcomes.put(account.id(), some ? PartOutcome.PRODUCED : PartOutcome.NO_RECORDS);
		}
		return new Lodging(Ids.next(), view.fingerprint(), certificate(), outcomes);
	}

	public Certificate certificate() {
		return new Certificate("Dana Ruiz", "Records custodian",
				Set.of(CertificateStatement.REGULAR_RECORDS, CertificateStatement.DILIGENT_SEARCH),
				this.before.today());
	}

	/** A part with one file of the first account, lodged. */
	public UUID lodged(UUID request, UUID process) {
		UUID part = begun(process);
		add(part, "mailbox.mbox", this.before.accounts(request).get(0).id(), "From nobody\n\nHello\n");
		assertThat(this.productions.lodge(cast().counsel(), part, lodging(part))).isInstanceOf(MoveResult.Made.class);
		return part;
	}

	/** Who acts for a hop on the road of the tests. */
	public Actor at(OfficeKind hop) {
		return switch (hop) {
			case PROVIDER -> cast().counsel();
			case EXECUTING_AUTHORITY -> cast().assistant();
			case REQUESTED_AUTHORITY -> cast().attorney();
			case REQUESTING_AUTHORITY -> cast().authority();
			case PROSECUTOR -> cast().prosecutor();
			case INVESTIGATOR -> cast().officer();
			default -> throw new IllegalArgumentException(hop + " is no hop");
		};
	}

	/** A wish with all the words that any move asks for. */
	public PartCommand wish(UUID part, ProductionMove move) {
		return PartCommand.of(part, move, Ids.next(), null)
			.withMessage("What differs")
			.withReason("Because")
			.withDate(this.before.today().plusYears(1));
	}

	public MoveResult make(Actor actor, UUID part, ProductionMove move) {
		return switch (move) {
			case FILTER, WITHHOLD_ALL -> this.filter.make(actor, wish(part, move));
			case LODGE -> this.productions.lodge(actor, part, lodging(part));
			case DISCARD -> this.productions.discard(actor, part, Ids.next());
			default -> this.partMoves.make(actor, wish(part, move));
		};
	}

	public void made(Actor actor, UUID part, ProductionMove move) {
		MoveResult result = make(actor, part, move);
		if (result instanceof MoveResult.Proposed proposed) {
			result = this.partMoves.confirm(cast().second(actor), proposed.proposal(), Ids.next());
		}
		assertThat(result).as("%s by %s", move, actor.officeName()).isInstanceOf(MoveResult.Made.class);
	}

	/** The codes of the rules that refuse a move. */
	public List<String> refused(Actor actor, UUID part, ProductionMove move) {
		MoveResult result = make(actor, part, move);
		assertThat(result).as("%s by %s", move, actor.officeName()).isInstanceOf(MoveResult.Rejected.class);
		return ((MoveResult.Rejected) result).reasons().stream().map(Rejection::code).toList();
	}

	/** What the filter made of a part that the executing office has checked. */
	public UUID filtered(UUID part) {
		made(cast().assistant(), part, ProductionMove.FILTER);
		return this.evidence.of(cast().assistant(), this.evidence.part(cast().assistant(), part).request())
			.stream()
			.filter((view) -> part.equals(view.original()) && view.state() == ProductionState.HELD)
			.map(PartView::id)
			.reduce((first, last) -> last)
			.orElseThrow();
	}

	/** The hops of the road home, the executing office first. */
	public static final List<OfficeKind> HOME = List.of(OfficeKind.EXECUTING_AUTHORITY, OfficeKind.REQUESTED_AUTHORITY,
			OfficeKind.REQUESTING_AUTHORITY, OfficeKind.PROSECUTOR, OfficeKind.INVESTIGATOR);

	/**
	 * Takes a part that was lodged along the road until a hop has it, not yet checked.
	 * @return the part as it travels: behind the filter another one
	 */
	public UUID sentTo(OfficeKind hop, UUID lodged) {
		UUID part = lodged;
		for (OfficeKind here : HOME) {
			if (here == hop) {
				return part;
			}
			made(at(here), part, ProductionMove.CONFIRM);
			if (here == OfficeKind.EXECUTING_AUTHORITY) {
				part = filtered(part);
			}
			made(at(here), part, ProductionMove.FORWARD);
		}
		return part;
	}

}
