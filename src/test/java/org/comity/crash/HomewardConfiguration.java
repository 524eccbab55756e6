package org.comity.crash;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.comity.documents.BlobStore;
import org.comity.evidence.EvidenceAccess;
import org.comity.evidence.EvidenceStage;
import org.comity.evidence.Lodging;
import org.comity.evidence.PartCommand;
import org.comity.evidence.PartMoves;
import org.comity.evidence.ProductionMove;
import org.comity.evidence.Productions;
import org.comity.kernel.OfficeKind;
import org.comity.requests.Ledger;
import org.comity.requests.MoveResult;
import org.comity.testing.AsOwner;
import org.comity.testing.OwnersClient;
import org.comity.wall.Overseen;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Added to the process that is killed while evidence moves: it does what a file tells it
 * to, and writes into another what came of it.
 */
@Import(OwnersClient.class)
class HomewardConfiguration extends KilledConfiguration {

	/** Where an order for an application over a data directory is laid. */
	static Path orders(Path data) {
		return data.resolveSibling(data.getFileName() + ".order");
	}

	/** Where it answers. */
	static Path answers(Path data) {
		return data.resolveSibling(data.getFileName() + ".answer");
	}

	/** Puts a text into a file so that nobody ever reads half of it. */
	static void put(Path file, String text) {
		try {
			Path draft = file.resolveSibling(file.getFileName() + ".draft");
			Files.writeString(draft, text);
			Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Bean
	ApplicationRunner obey(EvidenceStage stage, Productions productions, PartMoves moves, Ledger ledger,
			@AsOwner JdbcClient jdbc, @Value("${comity.data-directory}") Path data,
			@Qualifier("evidenceBlobs") BlobStore blobs) {
		return (arguments) -> {
			Thread servant = new Thread(() -> {
				Orders orders = new Orders(stage, productions, moves, ledger, jdbc, data, blobs);
				while (true) {
					Overseen.Stand.overseen(orders::serve);
				}
			}, "orders");
			servant.setDaemon(true);
			servant.start();
		};
	}

	private record Orders(EvidenceStage stage, Productions productions, PartMoves moves, Ledger ledger, JdbcClient jdbc,
			Path data, BlobStore blobs) {

		void serve() {
			Path order = orders(this.data);
			try {
				if (!Files.exists(order)) {
					Thread.sleep(50);
					return;
				}
				String[] words = Files.readString(order).split(" ");
				Files.delete(order);
				String answer;
				try {
					answer = obey(words);
				}
				catch (Exception | AssertionError ex) {
					answer = "failed: " + ex;
				}
				put(answers(this.data), answer);
			}
			catch (IOException | InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private String obey(String[] words) throws IOException {
			return switch (words[0]) {
				case "BEGIN" -> begin();
				case "ADD" -> this.stage.add(id(words[1]), words[2], null, content("More of it\n")).toString();
				case "LODGE" -> {
					Lodging drawn = this.stage.lodging(id(words[1]));
					yield said(this.productions.lodge(this.stage.at(OfficeKind.PROVIDER), id(words[1]),
							new Lodging(id(words[2]), drawn.drawnFrom(), drawn.certificate(), drawn.outcomes())));
				}
				case "CARRY" -> {
					UUID part = this.stage.sentTo(OfficeKind.REQUESTED_AUTHORITY, id(words[1]));
					this.stage.made(this.stage.at(OfficeKind.REQUESTED_AUTHORITY), part, ProductionMove.CONFIRM);
					yield part.toString();
				}
				case "FORWARD" -> said(this.moves.make(this.stage.at(OfficeKind.valueOf(words[3])),
						PartCommand.of(id(words[1]), ProductionMove.FORWARD, id(words[2]), null)));
				case "CONFIRM" -> said(this.stage.make(this.stage.at(OfficeKind.valueOf(words[2])), id(words[1]),
						ProductionMove.CONFIRM));
				case "SWEEP" -> {
					EvidenceAccess.sweep(this.productions, this.moves, Instant.now().plus(Duration.ofDays(9999)));
					yield "swept";
				}
				case "LOOK" ->
					EvidenceAccess.broken(this.jdbc, this.ledger, this.data, this.blobs, id(words[1])).toString();
				default -> throw new IllegalArgumentException(words[0]);
			};
		}

		private String begin() {
			UUID request = this.stage.before.executing();
			UUID part = this.stage.begun(this.stage.before.answering(request));
			this.stage.add(part, "mailbox.mbox", null, "From nobody\n\nHello\n");
			this.stage.add(part, "sign-ins.csv", null, "when,where\n");
			return request + " " + part;
		}

		private static ByteArrayInputStream content(String text) {
			return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
		}

		private static UUID id(String word) {
			return UUID.fromString(word);
		}

		private static String said(MoveResult result) {
			return result.getClass().getSimpleName();
		}

	}

}
