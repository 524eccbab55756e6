package org.comity.desks.provider.production;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.comity.documents.Documents;
import org.comity.evidence.EvidenceStage;
import org.comity.evidence.EvidenceTest;
import org.comity.evidence.PartView;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Role;
import org.comity.process.ProcessStage;
import org.comity.testing.AsOwner;
import org.comity.testing.Seat;
import org.comity.testing.VeraPdf;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * A part from the first upload to the executing office's download, by its addresses.
 */
@EvidenceTest
class ProductionScreenTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	EvidenceStage stage;

	@Autowired
	Documents documents;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	UUID request = Ids.next();

	UUID process = Ids.next();

	@BeforeEach
	void answering() {
		this.request = this.stage.before.executing();
		this.process = this.stage.before.answering(this.request);
	}

	private RequestPostProcessor as(Actor actor) {
		return Seat.of(this.jdbc, actor);
	}

	private RequestPostProcessor counsel() {
		return as(this.stage.cast().counsel());
	}

	private RequestPostProcessor assistant() {
		return as(this.stage.cast().assistant());
	}

	private String base() {
		return "/provider/processes/" + this.process + "/productions";
	}

	private String account(int index) {
		return this.stage.before.accounts(this.request).get(index).id().toString();
	}

	private static MockHttpServletRequestBuilder upload(String address, String account, String... namesAndContents) {
		StringBuilder body = new StringBuilder("--cut\r\nContent-Disposition: form-data; name=\"account\"\r\n\r\n")
			.append(account)
			.append("\r\n");
		for (int i = 0; i < namesAndContents.length; i += 2) {
			body.append("--cut\r\nContent-Disposition: form-data; name=\"files\"; filename=\"")
				.append(namesAndContents[i])
				.append("\"\r\nContent-Type: application/octet-stream\r\n\r\n")
				.append(namesAndContents[i + 1])
				.append("\r\n");
		}
		return post(address).with(csrf())
			.contentType("multipart/form-data; boundary=cut")
			.content(body.append("--cut--\r\n").toString().getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void aPartIsFilledCertifiedLodgedAndReadByTheOffice() throws Exception {
		this.mvc.perform(get(base()).with(counsel()))
			.andExpect(status().isOk())
			.andExpect(content().string(containsString("Begin a part")));
		String part = Objects.requireNonNull(
				this.mvc.perform(post(base()).with(csrf()).with(counsel()).param("formKey", Ids.next().toString()))
					.andExpect(status().is3xxRedirection())
					.andReturn()
					.getResponse()
					.getRedirectedUrl());
		UUID id = UUID.fromString(part.substring(part.lastIndexOf('/') + 1));
		this.mvc
			.perform(upload(part + "/files", account(0), "../../etc/mailbox\u202E.mbox", "From nobody\n", "empty.txt",
					"", "sign-ins.csv", "when,where\n")
				.with(counsel()))
			.andExpect(redirectedUrl(part))
			.andExpect(flash().attributeExists("errors"));
		assertThat(this.stage.view(id).files()).extracting(PartView.File::name)
			.containsExactly("mailbox.mbox", "sign-ins.csv");
		this.mvc.perform(get(part).with(counsel()))
			.andExpect(status().isOk())
			.andExpect(content().string(allOf(containsString("mailbox.mbox"), containsString("multipart/form-data"),
					containsString("Certify and lodge"))));
		this.mvc.perform(get(part + "/lodge").with(counsel())).andExpect(status().isOk());
		this.mvc
			.perform(post(part + "/lodge").with(csrf())
				.with(counsel())
				.param("formKey", Ids.next().toString())
				.param("drawnFrom", this.stage.view(id).fingerprint())
				.param("outcome-" + account(0), "NO_RECORDS")
				.param("custodian", "x".repeat(1024 * 1024))
				.param("signedOn.day", "31")
				.param("signedOn.month", "2")
				.param("signedOn.year", "2026"))
			.andExpect(status().isOk())
			.andExpect(content().string(allOf(containsString("Enter a real date"), containsString("value=\"31\""),
					not(containsString("x".repeat(301))))));
		var today = this.stage.before.today();
		this.mvc
			.perform(post(part + "/lodge").with(csrf())
				.with(counsel())
				.param("formKey", Ids.next().toString())
				.param("drawnFrom", this.stage.view(id).fingerprint())
				.param("outcome-" + account(0), "PRODUCED")
				.param("outcome-" + account(1), "NO_RECORDS")
				.param("statements", "REGULAR_RECORDS", "DILIGENT_SEARCH", "BUSINESS_DOCUMENT", "PERSONAL_KNOWLEDGE")
				.param("keeping", "The mail system writes each record as it happens.")
				.param("custodian", "Dana Ruiz")
				.param("custodianTitle", "Records custodian")
				.param("signedOn.day", String.valueOf(today.getDayOfMonth()))
				.param("signedOn.month", String.valueOf(today.getMonthValue()))
				.param("signedOn.year", String.valueOf(today.getYear())))
			.andExpect(redirectedUrl(part));
		String receipt = this.mvc.perform(get(part).with(counsel()))
			.andExpect(status().isOk())
			.andReturn()
			.getResponse()
			.getContentAsString();
		assertThat(receipt).contains("Dana Ruiz", "mailbox.mbox", "Where it has been",
				"The mail system writes each record", "personal knowledge");
		assertThat(receipt).as("which country asks is not told").doesNotContain("Criminal Justice Act");
		byte[] certificate = this.documents.open(Objects.requireNonNull(this.stage.view(id).certificateDocument()).id())
			.readAllBytes();
		assertThat(VeraPdf.faults(certificate)).isEmpty();
		try (PDDocument pdf = Loader.loadPDF(certificate)) {
			assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", " "))
				.contains("The mail system writes each record", "personal knowledge", "902(11)")
				.doesNotContain("Criminal Justice Act");
		}
		ProcessStage.SECRETS.forEach((secret) -> assertThat(receipt).doesNotContain(secret));

		this.mvc.perform(get("/requests/" + this.request + "/evidence").with(assistant()))
			.andExpect(status().isOk())
			.andExpect(content().string(containsString("/evidence/" + id)));
		this.mvc.perform(get("/evidence/" + id).with(assistant()))
			.andExpect(status().isOk())
			.andExpect(content().string(containsString("mailbox.mbox")));
		String file = "/evidence/" + id + "/files/" + this.stage.view(id).files().get(0).id();
		this.mvc.perform(get(file).with(assistant()))
			.andExpect(status().isOk())
			.andExpect(content().bytes("From nobody\n".getBytes(StandardCharsets.UTF_8)))
			.andExpect(header().string("Content-Length", "12"))
			.andExpect(header().string("Content-Disposition", startsWith("attachment")))
			.andExpect(header().string("Content-Type", "application/octet-stream"))
			.andExpect(header().string("X-Content-Type-Options", "nosniff"));
		this.mvc.perform(get(file).with(assistant()).header("Range", "bytes=5-10"))
			.andExpect(status().isPartialContent())
			.andExpect(content().string("nobody"));
		this.mvc.perform(get("/evidence/" + id).with(as(this.stage.cast().attorney())))
			.andExpect(status().isOk())
			.andExpect(content().string(allOf(not(containsString("mailbox.mbox")), not(containsString("Dana Ruiz")))));
	}

	@Test
	void toStrangersNothingExists() throws Exception {
		UUID part = this.stage.lodged(this.request, this.process);
		String file = "/evidence/" + part + "/files/" + this.stage.view(part).files().get(0).id();
		this.mvc.perform(get(file).with(counsel())).andExpect(status().isOk());
		this.mvc.perform(get(file).with(as(this.stage.cast().attorney()))).andExpect(status().isNotFound());
		for (Actor stranger : List.of(this.stage.cast().officer(), this.stage.cast().prosecutor(),
				this.stage.cast().authority(), this.stage.cast().of("MICROSOFT", Role.PROVIDER_COUNSEL),
				this.stage.cast().of("USAO-WDWASH", Role.ATTORNEY))) {
			for (String address : List.of("/evidence/" + part, file, base(), base() + "/" + part)) {
				this.mvc.perform(get(address).with(as(stranger))).andExpect(status().isNotFound());
			}
			this.mvc.perform(upload(base() + "/" + part + "/files", "", "a.txt", "a").with(as(stranger)))
				.andExpect(status().isNotFound());
		}
		this.mvc.perform(upload(base() + "/" + part + "/files", "", "a.txt", "a").with(counsel()))
			.andExpect(redirectedUrl(base() + "/" + part))
			.andExpect(flash().attributeExists("errors"));
		assertThat(this.stage.view(part).files()).hasSize(1);
	}

}
