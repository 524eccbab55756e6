package org.comity.desks.provider.production;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;

import org.comity.evidence.EvidenceStage;
import org.comity.evidence.EvidenceTest;
import org.comity.evidence.IncomingUploads;
import org.comity.evidence.PartView;
import org.comity.evidence.ProductionMove;
import org.comity.kernel.Actor;
import org.comity.kernel.Digests;
import org.comity.kernel.Ids;
import org.comity.kernel.Role;
import org.comity.testing.AsOwner;
import org.comity.testing.Seat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

/**
 * The tus protocol by its addresses: what a client is told, and who is told nothing.
 */
@EvidenceTest
class ResumableUploadTests {

	private static final byte[] FILE = "From nobody\n\nHello\n".getBytes(StandardCharsets.UTF_8);

	@Autowired
	MockMvc mvc;

	@Autowired
	EvidenceStage stage;

	@Autowired
	IncomingUploads uploads;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	UUID part = Ids.next();

	String page = "";

	@BeforeEach
	void begin() {
		UUID process = this.stage.before.answering(this.stage.before.executing());
		this.part = this.stage.begun(process);
		this.page = "/provider/processes/" + process + "/productions/" + this.part;
	}

	private static MockHttpServletRequestBuilder tus(HttpMethod method, String address) {
		return request(method, address).header("Tus-Resumable", "1.0.0");
	}

	private static MockHttpServletRequestBuilder patch(String address, long offset, byte[] bytes) {
		return tus(HttpMethod.PATCH, address).header("Upload-Offset", offset)
			.contentType("application/offset+octet-stream")
			.content(bytes);
	}

	private MockHttpServletRequestBuilder post(long length, String name) {
		return tus(HttpMethod.POST, this.page + "/uploads").header("Upload-Length", length)
			.header("Upload-Metadata",
					"filename " + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8))
							+ ",account ,modified Nw==");
	}

	private MockHttpServletResponse send(Actor actor, MockHttpServletRequestBuilder request) throws Exception {
		return this.mvc.perform(request.with(csrf()).with(Seat.of(this.jdbc, actor))).andReturn().getResponse();
	}

	private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
		return send(this.stage.cast().counsel(), request);
	}

	private String begun(String name) throws Exception {
		MockHttpServletResponse created = send(post(FILE.length, name));
		assertThat(created.getStatus()).isEqualTo(201);
		assertThat(created.getHeader("Upload-Expires")).isNotNull();
		return Objects.requireNonNull(created.getHeader("Location"));
	}

	private String words(MockHttpServletResponse answer) throws Exception {
		assertThat(answer.getContentType()).startsWith("text/plain");
		return answer.getContentAsString(StandardCharsets.UTF_8);
	}

	@Test
	void aFileComesInPieces() throws Exception {
		String upload = begun("post\u00E9.mbox");
		assertThat(upload).startsWith(this.page + "/uploads/");
		assertThat(send(tus(HttpMethod.HEAD, upload)).getHeader("Upload-Offset")).isEqualTo("0");
		MockHttpServletResponse first = send(patch(upload, 0, java.util.Arrays.copyOf(FILE, 7)));
		assertThat(first.getStatus()).isEqualTo(204);
		assertThat(first.getHeader("Upload-Offset")).isEqualTo("7");
		assertThat(send(patch(upload, 3, FILE)).getStatus()).as("from elsewhere").isEqualTo(409);
		assertThat(send(patch(upload, 7, FILE)).getStatus()).as("more than there is").isGreaterThanOrEqualTo(400);
		assertThat(send(patch(upload, 7, FILE).contentType("text/plain")).getStatus()).isGreaterThanOrEqualTo(400);
		MockHttpServletResponse asked = send(tus(HttpMethod.HEAD, upload));
		assertThat(asked.getHeader("Upload-Offset")).isEqualTo("7");
		assertThat(asked.getHeader("Upload-Length")).isEqualTo(String.valueOf(FILE.length));
		assertThat(asked.getHeader("Cache-Control")).contains("no-store");
		String shown = send(get(this.page)).getContentAsString(StandardCharsets.UTF_8);
		assertThat(shown).contains("data-address=\"" + upload + "\"", "post\u00E9.mbox", "data-modified=\"7\"");
		byte[] rest = java.util.Arrays.copyOfRange(FILE, 7, FILE.length);
		MockHttpServletResponse last = send(patch(upload, 7, rest));
		assertThat(last.getStatus()).isEqualTo(204);
		assertThat(last.getHeader("Upload-Offset")).isEqualTo(String.valueOf(FILE.length));
		assertThat(send(patch(upload, 7, rest)).getStatus()).as("the answer was lost").isEqualTo(409);
		assertThat(send(patch(upload, FILE.length, new byte[0])).getStatus()).as("what became of it").isEqualTo(204);
		assertThat(this.stage.view(this.part).files()).singleElement().satisfies((file) -> {
			assertThat(file.name()).isEqualTo("post\u00E9.mbox");
			assertThat(file.sha256()).isEqualTo(Digests.sha256(FILE));
		});
		assertThat(send(get(this.page)).getContentAsString(StandardCharsets.UTF_8)).doesNotContain(upload);
	}

	@Test
	void whatARuleRefusesIsSaidInWords() throws Exception {
		assertThat(words(send(post(0, "none.txt")))).contains("none.txt");
		MockHttpServletResponse huge = send(post(Long.MAX_VALUE, "huge.bin"));
		assertThat(huge.getStatus()).isEqualTo(413);
		assertThat(words(huge)).contains("200 GB");
		assertThat(send(post(300L * 1024 * 1024 * 1024, "large.bin")).getStatus()).isEqualTo(413);
		assertThat(send(tus(HttpMethod.POST, this.page + "/uploads").header("Upload-Defer-Length", "1")).getStatus())
			.isEqualTo(422);
		send(patch(begun("mailbox.mbox"), 0, FILE));
		String again = begun("mailbox.mbox");
		MockHttpServletResponse refused = send(patch(again, 0, FILE));
		assertThat(refused.getStatus()).isEqualTo(422);
		assertThat(words(refused)).contains("mailbox.mbox");
		MockHttpServletResponse still = send(patch(again, FILE.length, new byte[0]));
		assertThat(still.getStatus()).isEqualTo(422);
		assertThat(words(still)).contains("mailbox.mbox");
		String late = begun("late.mbox");
		this.stage.made(this.stage.cast().counsel(), this.part, ProductionMove.LODGE);
		MockHttpServletResponse gone = send(patch(late, 0, FILE));
		assertThat(gone.getStatus()).isEqualTo(410);
		assertThat(words(gone)).isNotEmpty();
		assertThat(send(tus(HttpMethod.HEAD, late)).getStatus()).isEqualTo(404);
		assertThat(send(post(FILE.length, "later.mbox")).getStatus()).isEqualTo(422);
		assertThat(this.stage.view(this.part).files()).extracting(PartView.File::name).containsExactly("mailbox.mbox");
	}

	@Test
	void whileOneWritesAnotherWaits() throws Exception {
		String upload = begun("mailbox.mbox");
		UUID id = UUID.fromString(upload.substring(upload.lastIndexOf('/') + 1));
		try (var hold = this.uploads.hold(this.stage.cast().counsel(), this.part, id).orElseThrow()) {
			assertThat(hold).isNotNull();
			MockHttpServletResponse locked = send(patch(upload, 0, FILE));
			assertThat(locked.getStatus()).isEqualTo(423);
			assertThat(locked.getHeader("Retry-After")).isNotNull();
			assertThat(send(tus(HttpMethod.HEAD, upload)).getStatus()).isEqualTo(204);
		}
		assertThat(send(patch(upload, 0, FILE)).getStatus()).isEqualTo(204);
	}

	@Test
	void toStrangersNothingExistsAndWithoutATokenNothingHappens() throws Exception {
		String upload = begun("mailbox.mbox");
		Actor stranger = this.stage.cast().of("MICROSOFT", Role.PROVIDER_COUNSEL);
		for (MockHttpServletRequestBuilder one : new MockHttpServletRequestBuilder[] { post(3, "a"),
				patch(upload, 0, FILE), tus(HttpMethod.HEAD, upload), tus(HttpMethod.DELETE, upload),
				request(HttpMethod.OPTIONS, this.page + "/uploads") }) {
			assertThat(send(stranger, one).getStatus()).isEqualTo(404);
		}
		assertThat(send(patch(this.page + "/uploads/" + Ids.next(), 0, FILE)).getStatus()).isEqualTo(404);
		assertThat(this.mvc.perform(patch(upload, 0, FILE).with(csrf())).andReturn().getResponse().getStatus())
			.isEqualTo(401);
		assertThat(this.mvc.perform(tus(HttpMethod.HEAD, upload)).andReturn().getResponse().getStatus()).isEqualTo(401);
		assertThat(this.mvc.perform(patch(upload, 0, FILE).with(Seat.of(this.jdbc, this.stage.cast().counsel())))
			.andReturn()
			.getResponse()
			.getStatus()).isEqualTo(403);
		assertThat(this.mvc
			.perform(tus(HttpMethod.HEAD, upload).header("X-HTTP-Method-Override", "DELETE")
				.with(Seat.of(this.jdbc, this.stage.cast().counsel())))
			.andReturn()
			.getResponse()
			.getHeader("Upload-Offset")).as("the method is the one it was sent with").isEqualTo("0");
		assertThat(send(request(HttpMethod.HEAD, upload).header("Tus-Resumable", "0.9")).getStatus()).isEqualTo(412);
	}

	@Test
	void itIsTakenAway() throws Exception {
		MockHttpServletResponse spoken = send(request(HttpMethod.OPTIONS, this.page + "/uploads"));
		assertThat(spoken.getHeader("Tus-Extension")).contains("creation", "termination", "expiration")
			.doesNotContain("concatenation")
			.doesNotContain("checksum");
		assertThat(spoken.getHeader("Tus-Max-Size")).isEqualTo(String.valueOf(200L * 1024 * 1024 * 1024));
		String upload = begun("mailbox.mbox");
		send(patch(upload, 0, java.util.Arrays.copyOf(FILE, 7)));
		assertThat(send(tus(HttpMethod.DELETE, upload)).getStatus()).isEqualTo(204);
		assertThat(send(tus(HttpMethod.HEAD, upload)).getStatus()).isEqualTo(404);
		String other = begun("mailbox.mbox");
		assertThat(send(request(HttpMethod.POST, other + "/remove")).getRedirectedUrl()).isEqualTo(this.page);
		assertThat(send(request(HttpMethod.POST, other + "/remove")).getRedirectedUrl()).isEqualTo(this.page);
		assertThat(send(tus(HttpMethod.HEAD, other)).getStatus()).isEqualTo(404);
	}

}
