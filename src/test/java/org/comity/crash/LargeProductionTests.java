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
			try (RunningApplication application = RunningApplication.start(data,
					List.of(LargeProductionConfiguration.class), COMPILED)) {
				carry(application);
				assertThat(application.output()).doesNotContain("OutOfMemoryError");
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

	private static void carry(RunningApplication application) throws Exception {
		Desk counsel = new Desk(application.address());
		counsel.signIn(LargeProductionConfiguration.COUNSEL, "demonstration");
		String productions = "/provider/processes/" + text(application, "select id::text from process")
				+ "/productions";
		String part = counsel.follow(new MoveForm(productions, counsel.hidden(productions)));
		Load in = new Carriage(counsel).upload(part, "mailbox.mbox", SIZE, (size) -> new GeneratedBytes(SEED, size));
		tell("in at the provider's desk", in);
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
		step(assistant, part, "forward", "sent on by the executing office");
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
