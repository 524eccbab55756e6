package org.comity.crash;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.comity.crash.Carriage.Cut;
import org.comity.crash.Carriage.Load;
import org.comity.crash.Desk.MoveForm;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two gigabytes go through an application that has a quarter of that for its memory, home
 * over all five hops, and come out as they went in.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class LargeProductionTests {

	private static final long GIB = 1024L * 1024 * 1024;

	private static final long SIZE = 2 * GIB;

	/** The evidence, the database, and room for whoever shares the disk. */
	private static final long FREE = 14 * GIB;

	private static final long SEED = 77;

	/** As {@code mvn spring-boot:run} starts it: else hashing is what takes the time. */
	private static final String COMPILED = "-XX:TieredStopAtLevel=4";

	@Test
	void twoGigabytesOfAProductionComeOutAsTheyWentIn() throws Exception {
		Path place = Files.createDirectories(Path.of("target", "large-" + System.currentTimeMillis()));
		Path data = place.resolve("data");
		try {
			requireRoom(place);
			try (Server server = new Server(data)) {
				carry(server);
				assertThat(server.now.output()).doesNotContain("OutOfMemoryError");
			}
		}
		finally {
			FileSystemUtils.deleteRecursively(place);
		}
	}

	/** Where there is no room the test is skipped, but never on the build server. */
	private static void requireRoom(Path place) throws IOException {
		FileStore disk = Files.getFileStore(place);
		String free = "Free on the disk: " + disk.getUsableSpace() / GIB + " GiB; a large production needs "
				+ FREE / GIB + " GiB";
		boolean room = disk.getUsableSpace() >= FREE;
		if ("true".equals(System.getenv("CI"))) {
			assertThat(room).as(free).isTrue();
		}
		Assumptions.assumeTrue(room, free);
	}

	/** The application, which comes back after it was killed; and how its heap grew. */
	private static final class Server implements AutoCloseable {

		private final Path data;

		private volatile RunningApplication now;

		private volatile long before;

		private volatile long growth;

		private volatile boolean watched;

		Server(Path data) throws Exception {
			this.data = data;
			this.now = start();
		}

		private RunningApplication start() throws Exception {
			return RunningApplication.start(this.data, List.of(LargeProductionConfiguration.class), COMPILED);
		}

		/** From now on what lives on the heap is compared with what lives there now. */
		private void measure() {
			try {
				this.before = this.now.liveHeap();
				this.watched = true;
			}
			catch (IOException | InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		/** Looks at the heap every now and then, until interrupted. */
		private Thread watch() {
			Thread thread = new Thread(() -> {
				while (!Thread.interrupted()) {
					try {
						Thread.sleep(2000);
						if (this.watched) {
							long lives = this.now.liveHeap();
							this.growth = this.watched ? Math.max(this.growth, lives - this.before) : this.growth;
						}
					}
					catch (InterruptedException ex) {
						return;
					}
					catch (IOException | IllegalStateException ex) {
						// Killed while it was looked at.
					}
				}
			}, "heap");
			thread.setDaemon(true);
			thread.start();
			return thread;
		}

		/** As a power cut, in the middle of whatever it does. */
		private void killAndStart(Desk desk) {
			try {
				this.watched = false;
				this.now.kill();
				this.now = start();
				desk.moveTo(this.now.address());
				desk.get("/provider");
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
			measure();
		}

		@Override
		public void close() throws InterruptedException {
			this.now.close();
		}

	}

	/** Up to so much of what was sent may be lost: a piece, and what was on the line. */
	private static final long LOST = 64L * 1024 * 1024;

	/** Two cuts in the line, and between them the server is killed. */
	private static Load upload(Server server, Desk counsel, String part) throws Exception {
		server.measure();
		Thread watch = server.watch();
		Load in = new Carriage(counsel).resume(part, "mailbox.mbox", SIZE, (size) -> new GeneratedBytes(SEED, size),
				List.of(new Cut(GIB / 3, () -> {
				}), new Cut(GIB, () -> server.killAndStart(counsel)), new Cut(SIZE - GIB / 4, () -> {
				})),
				(came, sent) -> assertThat(came).as("what came before the cut")
					.isGreaterThan(sent - LOST)
					.isLessThanOrEqualTo(sent));
		watch.interrupt();
		watch.join();
		tell("in at the provider's desk, cut three times; the heap grew by " + server.growth / 1024 / 1024 + " MB", in);
		assertThat(server.growth).as("how much the heap grew").isPositive().isLessThan(64L * 1024 * 1024);
		return in;
	}

	private static void carry(Server server) throws Exception {
		RunningApplication application = server.now;
		Desk counsel = new Desk(application.address());
		counsel.signIn(LargeProductionConfiguration.COUNSEL, "demonstration");
		String productions = "/provider/processes/" + text(application, "select id::text from process")
				+ "/productions";
		String part = counsel.follow(new MoveForm(productions, counsel.hidden(productions)));
		Load in = upload(server, counsel, part);
		application = server.now;
		assertThat(counsel.get(part)).as("the hash shown").contains(in.sha256());
		assertThat(text(application, "select size || ' ' || sha256 from production_file")).as("what was recorded")
			.isEqualTo(SIZE + " " + in.sha256());
		String file = link(counsel.get(part), "/evidence/[^\"]+/files/[^\"]+");
		Load out = new Carriage(counsel).download(file);
		tell("out at the provider's desk", out);
		assertThat(out.sha256()).isEqualTo(in.sha256());
		assertThat(out.size()).isEqualTo(SIZE);

		assertThat(counsel.follow(lodging(counsel, part + "/lodge"))).isEqualTo(part);
		assertThat(counsel.get(part)).as("the receipt").contains(in.sha256());
		Desk assistant = new Desk(application.address());
		assistant.signIn(LargeProductionConfiguration.ASSISTANT, "demonstration");
		Load received = new Carriage(assistant).download(file);
		tell("out at the executing office's desk", received);
		assertThat(received.sha256()).isEqualTo(in.sha256());
		home(application, assistant, file.substring(0, file.indexOf("/files/")), in);
	}

	/** All five hops check it, and all but the last send it on. */
	private static void home(RunningApplication application, Desk assistant, String lodged, Load in) throws Exception {
		step(assistant, lodged, "confirm", "checked by the executing office");
		step(assistant, lodged, "filter", "filtered");
		String part = "/evidence/"
				+ text(application, "select id::text from production_part where filtered_from is not null");
		step(assistant, part, "forward", "release proposed by the executing office");
		confirm(application, part);
		for (String person : List.of(LargeProductionConfiguration.ATTORNEY, LargeProductionConfiguration.AUTHORITY,
				LargeProductionConfiguration.PROSECUTOR)) {
			Desk desk = new Desk(application.address());
			desk.signIn(person, "demonstration");
			step(desk, part, "confirm", "checked by " + person);
			step(desk, part, "forward", "sent on by " + person);
		}
		Desk officer = new Desk(application.address());
		officer.signIn(LargeProductionConfiguration.OFFICER, "demonstration");
		step(officer, part, "confirm", "checked by the police");
		step(officer, part, "receive", "received");
		Load out = new Carriage(officer).download(link(officer.get(part), "/evidence/[^\"]+/files/[^\"/]+"));
		tell("out at the police's desk", out);
		assertThat(out.sha256()).isEqualTo(in.sha256());
		Load packed = new Carriage(officer).download(part + "/package");
		tell("out as a package", packed);
		assertThat(packed.size()).isGreaterThan(SIZE);
	}

	/** A second person of the office lets it go. */
	private static void confirm(RunningApplication application, String part) throws Exception {
		Desk second = new Desk(application.address());
		second.signIn(LargeProductionConfiguration.SECOND, "demonstration");
		String proposal = link(second.get(part), "/requests/[^\"]+/proposals/[^\"]+");
		assertThat(second.follow(new MoveForm(proposal + "/confirm", second.hidden(proposal)))).isEqualTo(part);
	}

	@SuppressWarnings("SystemOut")
	private static void step(Desk desk, String part, String move, String what) throws Exception {
		String page = part + "/moves/" + move;
		long start = System.nanoTime();
		assertThat(desk.follow(new MoveForm(page, desk.hidden(page)))).as(what).doesNotContain("moves");
		System.out.printf(java.util.Locale.ROOT, "Large production: %.1f s %s%n", (System.nanoTime() - start) / 1e9,
				what);
	}

	private static MoveForm lodging(Desk counsel, String page) throws Exception {
		Map<String, String> fields = new LinkedHashMap<>(counsel.hidden(page));
		LocalDate today = LocalDate.now(ZoneOffset.UTC);
		Matcher outcome = Pattern.compile("name=\"(outcome-[^\"]+)\"").matcher(counsel.get(page));
		while (outcome.find()) {
			fields.put(outcome.group(1), "PRODUCED");
		}
		fields.put("statements", "REGULAR_RECORDS");
		fields.put("custodian", "Dana Ruiz");
		fields.put("custodianTitle", "Records custodian");
		fields.put("signedOn.day", String.valueOf(today.getDayOfMonth()));
		fields.put("signedOn.month", String.valueOf(today.getMonthValue()));
		fields.put("signedOn.year", String.valueOf(today.getYear()));
		return new MoveForm(page, fields);
	}

	private static String link(String page, String address) {
		Matcher link = Pattern.compile("href=\"(" + address + ")\"").matcher(page);
		assertThat(link.find()).as("a link to " + address).isTrue();
		return link.group(1);
	}

	private static String text(RunningApplication application, String query) throws Exception {
		try (Connection connection = application.database();
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(query)) {
			assertThat(result.next()).isTrue();
			return result.getString(1);
		}
	}

	@SuppressWarnings("SystemOut")
	private static void tell(String where, Load load) {
		System.out.println("Large production: " + load + " " + where);
	}

}
