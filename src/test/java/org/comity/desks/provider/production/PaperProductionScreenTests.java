package org.comity.desks.provider.production;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.evidence.Evidence;
import org.comity.evidence.EvidenceStage;
import org.comity.evidence.EvidenceTest;
import org.comity.evidence.PaperProvider;
import org.comity.evidence.PartView;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.process.Processes;
import org.comity.testing.AsOwner;
import org.comity.testing.Seat;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * A whole production of a provider that has nobody in the product, at the executing
 * office's desk: the process is acknowledged, what came by post is uploaded, certified
 * and lodged, and the process is answered.
 */
@EvidenceTest
class PaperProductionScreenTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	EvidenceStage stage;

	@Autowired
	Processes processes;

	@Autowired
	Evidence evidence;

	@Autowired
	Directory directory;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	private Actor assistant() {
		return this.stage.cast().assistant();
	}

	private RequestPostProcessor seat() {
		return Seat.of(this.jdbc, assistant());
	}

	private String page(String address) throws Exception {
		return this.mvc.perform(get(address).with(seat()))
			.andExpect(status().isOk())
			.andReturn()
			.getResponse()
			.getContentAsString();
	}

	private void move(UUID process, String name, Map<String, String> typed) throws Exception {
		String address = "/processes/" + process + "/moves/" + name;
		page(address);
		MockHttpServletRequestBuilder form = post(address).with(csrf())
			.with(seat())
			.param("formKey", Ids.next().toString())
			.param("drawnFrom", this.processes.view(assistant(), process).drawnFrom().toString());
		typed.forEach(form::param);
		form.contentType(MediaType.APPLICATION_FORM_URLENCODED);
		this.mvc.perform(form).andExpect(redirectedUrl("/processes/" + process));
	}

	@Test
	void anAnswerThatCameByPostIsUploadedCertifiedLodgedAndRecorded() throws Exception {
		try (PaperProvider provider = new PaperProvider(this.jdbc, this.directory)) {
			UUID request = this.stage.before.executing(PaperProvider.COMPANY);
			UUID process = this.stage.before.served(request);
			String base = "/usao/processes/" + process + "/productions";
			assertThat(page("/processes/" + process)).contains("/processes/" + process + "/moves/acknowledge")
				.doesNotContain(base);
			move(process, "acknowledge", Map.of("message", "By letter of today"));
			assertThat(page("/processes/" + process)).contains("href=\"" + base + "\"");

			UUID part = lodged(request, process, base);
			String receipt = page(base + "/" + part);
			assertThat(receipt).contains("Dana Ruiz", "disc-1.txt");
			assertThat(page("/requests/" + request + "/evidence")).contains("/evidence/" + part);
			assertThat(page("/evidence/" + part)).contains("disc-1.txt");

			String first = this.stage.before.accounts(request).get(0).id().toString();
			String second = this.stage.before.accounts(request).get(1).id().toString();
			move(process, "answer-in-full", Map.of("outcome-" + first, "PRODUCED", "outcome-" + second, "PRODUCED",
					"custodian", "Dana Ruiz", "custodianTitle", "Records custodian"));
			assertThat(
					this.jdbc.sql("select state from process where id = ?").param(process).query(String.class).single())
				.isEqualTo("ANSWERED");
			assertThat(page("/processes/" + process)).contains("/processes/" + process + "/moves/settle");
		}
	}

	private UUID lodged(UUID request, UUID process, String base) throws Exception {
		assertThat(page(base)).contains("Begin a part");
		String address = Objects.requireNonNull(
				this.mvc.perform(post(base).with(csrf()).with(seat()).param("formKey", Ids.next().toString()))
					.andExpect(status().is3xxRedirection())
					.andReturn()
					.getResponse()
					.getRedirectedUrl());
		assertThat(address).startsWith(base + "/");
		UUID part = UUID.fromString(address.substring(address.lastIndexOf('/') + 1));
		assertThat(page(address)).contains("action=\"" + address + "/files");
		this.mvc
			.perform(post(address + "/files").with(csrf())
				.with(seat())
				.contentType("multipart/form-data; boundary=cut")
				.content(("--cut\r\nContent-Disposition: form-data; name=\"files\"; filename=\"disc-1.txt\"\r\n"
						+ "Content-Type: application/octet-stream\r\n\r\nFrom a disc\r\n--cut--\r\n")
					.getBytes(StandardCharsets.UTF_8)))
			.andExpect(redirectedUrl(address));
		PartView filled = this.evidence.part(assistant(), part);
		assertThat(filled.files()).extracting(PartView.File::name).containsExactly("disc-1.txt");
		assertThat(page(address + "/lodge")).contains("disc-1.txt");
		var today = this.stage.before.today();
		MockHttpServletRequestBuilder form = post(address + "/lodge").with(csrf())
			.with(seat())
			.param("formKey", Ids.next().toString())
			.param("drawnFrom", filled.fingerprint())
			.param("statements", "REGULAR_RECORDS")
			.param("custodian", "Dana Ruiz")
			.param("custodianTitle", "Records custodian")
			.param("signedOn.day", String.valueOf(today.getDayOfMonth()))
			.param("signedOn.month", String.valueOf(today.getMonthValue()))
			.param("signedOn.year", String.valueOf(today.getYear()));
		this.stage.before.accounts(request).forEach((account) -> form.param("outcome-" + account.id(), "PRODUCED"));
		this.mvc.perform(form).andExpect(redirectedUrl(address));
		assertThat(this.processes.view(assistant(), process).moves()).isNotEmpty();
		return part;
	}

}
