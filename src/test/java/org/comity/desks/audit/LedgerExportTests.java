package org.comity.desks.audit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.comity.desks.casefile.DeskTest;
import org.comity.desks.casefile.Road;
import org.comity.kernel.Actor;
import org.comity.kernel.Role;
import org.comity.proof.Checkpoints;
import org.comity.requests.MoveDetails;
import org.comity.requests.RequestMove;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/**
 * Somebody who has nothing of Comity verifies the export with the steps of
 * docs/security.md, and finds what was changed in it.
 */
@DeskTest
class LedgerExportTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	Road road;

	@Autowired
	Checkpoints checkpoints;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path folder;

	private record Ran(int code, String said) {
	}

	private MockHttpServletResponse read(Actor actor, String address) throws Exception {
		return this.mvc.perform(get(address).with(this.road.seat(actor))).andReturn().getResponse();
	}

	private Path export(Actor auditor) throws Exception {
		MockHttpServletResponse answer = read(auditor, "/audit/ledger.zip");
		assertThat(answer.getStatus()).isEqualTo(200);
		assertThat(answer.getHeader("Content-Disposition")).startsWith("attachment");
		Path target = Files.createTempDirectory(this.folder, "export");
		try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.getContentAsByteArray()))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				Path file = target.resolve(entry.getName()).normalize();
				assertThat(file).startsWithRaw(target);
				Files.createDirectories(file.getParent());
				Files.write(file, zip.readAllBytes());
			}
		}
		return target;
	}

	/** The steps as they stand in the documentation. */
	private static String steps() throws IOException {
		String page = Files.readString(Path.of("docs/security.md"));
		int start = page.indexOf("```bash\n", page.indexOf("## Verify the ledger yourself"));
		return page.substring(start + 8, page.indexOf("```", start + 8));
	}

	private Ran verified(Path export) throws Exception {
		Process process = new ProcessBuilder("bash", "-s").directory(export.toFile()).redirectErrorStream(true).start();
		try (var in = process.getOutputStream()) {
			in.write(steps().getBytes(StandardCharsets.UTF_8));
		}
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
		return new Ran(process.exitValue(), said);
	}

	private static boolean runs(String... command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			process.getInputStream().readAllBytes();
			return process.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	@Test
	void theStepsAreTheScriptsOwn() throws IOException {
		assertThat(Files.readString(Path.of("src/main/resources/proof/verify.sh"))).isEqualTo(steps());
	}

	@Test
	void anybodyVerifiesWithPublicToolsAloneAndFindsWhatWasChanged() throws Exception {
		assumeThat(runs("bash", "--version") && runs("sha256sum", "--version") && runs("openssl", "version"))
			.as("bash, sha256sum and openssl")
			.isTrue();
		// Beside it, so that the tree has more than one leaf.
		this.road.submitted("Not tampered with");
		UUID crossed = this.road.acknowledged("Exported");
		assertThat(this.checkpoints.make(Duration.ZERO)).isPresent();
		this.road.made(this.road.cast.attorney(), crossed, RequestMove.ASK, MoveDetails.message("Who says so?"));
		assertThat(this.checkpoints.make(Duration.ZERO)).isPresent();
		for (String office : List.of("OVERSIGHT-UK", "OVERSIGHT-US")) {
			Path export = export(this.road.cast.of(office, Role.AUDITOR));
			Ran ran = verified(export);
			assertThat(ran.code()).as(ran.said()).isZero();
			assertThat(ran.said()).contains("checkpoints are signed").containsPattern("[1-9]\\d* heads are in signed");
			Path chain = export.resolve("requests/" + crossed);
			assertThat(Files.readString(chain.resolve("shown.txt"))).contains(" move ");
			nothingIsSaid(export);
			alone(export, crossed);
			for (String file : List.of("entries/000002.txt", "leaf.txt", "path.txt", "shown.txt")) {
				Path target = chain.resolve(file);
				String was = Files.readString(target);
				String changed = lastChanged(was);
				assertThat(changed).as(file).isNotEqualTo(was).hasSameSizeAs(was);
				Files.writeString(target, changed);
				ran = verified(export);
				assertThat(ran.code()).as(file).isNotZero();
				assertThat(ran.said()).as(file).contains("BAD: ");
				Files.writeString(target, was);
			}
			String leaf = Files.readString(chain.resolve("leaf.txt"));
			Files.delete(chain.resolve("leaf.txt"));
			ran = verified(export);
			assertThat(ran.code()).as(ran.said()).isZero();
			assertThat(ran.said()).contains("; 0 heads are in signed", "1 chains have no head in a checkpoint yet");
			Files.writeString(chain.resolve("leaf.txt"), leaf);
			Path checkpoint = export.resolve("checkpoints/000000001.txt");
			String was = Files.readString(checkpoint);
			Files.writeString(checkpoint, was.replaceFirst("requests \\d+", "requests 999"));
			assertThat(Files.readString(checkpoint)).isNotEqualTo(was);
			assertThat(verified(export).said()).contains("BAD: checkpoints/000000001.txt is not signed");
			Files.writeString(checkpoint, was);
			Files.delete(chain.resolve("entries/000003.txt"));
			assertThat(verified(export).said()).contains("BAD: entry 3 is missing");
		}
	}

	/** Another character in the place of the last before the end of the last line. */
	private static String lastChanged(String text) {
		int last = text.stripTrailing().length() - 1;
		assertThat(last).as(text).isNotNegative();
		return text.substring(0, last) + ((text.charAt(last) == '0') ? '1' : '0') + text.substring(last + 1);
	}

	/** Leaves this chain alone in an export: those of other tests only take time. */
	private static void alone(Path export, UUID request) throws IOException {
		try (Stream<Path> chains = Files.list(export.resolve("requests"))) {
			for (Path chain : chains.filter((one) -> !one.endsWith(request.toString())).toList()) {
				FileSystemUtils.deleteRecursively(chain);
			}
		}
	}

	/** No person, no words. */
	private void nothingIsSaid(Path export) throws IOException {
		try (Stream<Path> files = Files.walk(export)) {
			for (Path file : files.filter((one) -> one.toString().endsWith(".txt")).toList()) {
				assertThat(Files.readString(file)).doesNotContain("Who says so", "DPA 2018")
					.doesNotContain(this.road.cast.officer().person().toString())
					.doesNotContain(this.road.cast.officer().name());
			}
		}
	}

	/** That something is done in confidence shows nowhere, not even by a count. */
	@Test
	void theRequestingSidesExportIsTheSameWhateverIsDoneInConfidence() throws Exception {
		Actor uk = this.road.cast.of("OVERSIGHT-UK", Role.AUDITOR);
		UUID id = this.road.acknowledged("Silent");
		assertThat(this.checkpoints.make(Duration.ZERO)).isPresent();
		this.road.made(this.road.cast.attorney(), id, RequestMove.REFER,
				MoveDetails.reason("Memorandum").withOffice(this.road.cast.assistant().office()));
		assertThat(this.checkpoints.make(Duration.ZERO)).isPresent();
		String before = tree(export(uk).resolve("requests/" + id));
		assertThat(before).contains("leaf.txt");
		this.road.made(this.road.cast.assistant(), id, RequestMove.ACCEPT, MoveDetails.reason("Ours"));
		assertThat(tree(export(uk).resolve("requests/" + id))).isEqualTo(before);
		assertThat(this.checkpoints.make(Duration.ZERO)).isPresent();
		assertThat(tree(export(uk).resolve("requests/" + id))).isEqualTo(before);
		Path us = export(this.road.cast.of("OVERSIGHT-US", Role.AUDITOR)).resolve("requests/" + id);
		assertThat(tree(us)).hasSizeGreaterThan(before.length());
	}

	private static String tree(Path folder) throws IOException {
		StringBuilder all = new StringBuilder();
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
				all.append(folder.relativize(file)).append('\n').append(Files.readString(file)).append('\n');
			}
		}
		return all.toString();
	}

	@Test
	void nobodyElseExports() throws Exception {
		for (Actor other : List.of(this.road.cast.officer(), this.road.cast.attorney(), this.road.cast.counsel())) {
			assertThat(read(other, "/audit/ledger.zip").getStatus()).isEqualTo(404);
		}
	}

}
