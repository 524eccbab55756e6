package org.comity.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.comity.kernel.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each place takes, told by the content.
 */
class UploadPlaceTests {

	private static final String PDF = "%PDF-1.7\n%\u00e2\u00e3\n";

	private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();

	UploadPlaceTests() {
		this.messages.setBasename("messages/documents");
		this.messages.setDefaultEncoding("UTF-8");
	}

	private final List<String> taken = new ArrayList<>();

	private String send(UploadPlace place, String name, byte[] bytes) {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/");
		request.setContentType("multipart/form-data; boundary=cut");
		java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
		body.writeBytes(("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n")
			.getBytes(StandardCharsets.UTF_8));
		body.writeBytes(bytes);
		body.writeBytes("\r\n--cut--\r\n".getBytes(StandardCharsets.UTF_8));
		request.setContent(body.toByteArray());
		UploadedForm form = Uploads.read(request, place, (file) -> {
			file.content().transferTo(java.io.OutputStream.nullOutputStream());
			this.taken.add(file.name());
		});
		return said(form);
	}

	private String send(UploadPlace place, String name, String content) {
		return send(place, name, content.getBytes(StandardCharsets.ISO_8859_1));
	}

	@Test
	void aCourtOrderMustBeAPdf() {
		assertThat(send(UploadPlace.COURT_ORDER, "order.doc", word()))
			.isEqualTo("order.doc cannot be attached: a court order must be a PDF, and this is a Word document");
		assertThat(send(UploadPlace.COURT_ORDER, "order.pdf", "No PDF")).endsWith("this is a text file");
		assertThat(this.taken).isEmpty();
		assertThat(send(UploadPlace.COURT_ORDER, "order.pdf", PDF)).isEmpty();
		assertThat(this.taken).containsExactly("order.pdf");
	}

	/** The head of an old Word document. */
	private static byte[] word() {
		byte[] head = new byte[1024];
		System.arraycopy(
				new byte[] { (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1 },
				0, head, 0, 8);
		return head;
	}

	@ParameterizedTest
	@CsvSource({ "letter.pdf,letter.pdf", "letter.PDF,letter.PDF", "letter.txt,letter.pdf", "letter,letter.pdf",
			"letter.pdf.exe,letter.pdf.pdf", "v1. final words,v1. final words.pdf" })
	void anEndingThatIsNotTrueIsCorrected(String sent, String kept) {
		assertThat(send(UploadPlace.ENCLOSURE, sent, PDF)).isEmpty();
		assertThat(this.taken).containsExactly(kept);
	}

	@Test
	void whatRunsOrHidesOtherFilesIsNoPaper() {
		for (UploadPlace place : List.of(UploadPlace.ENCLOSURE, UploadPlace.MESSAGE, UploadPlace.PROCESS)) {
			assertThat(send(place, "notes.txt", "<!DOCTYPE html><html><script>alert(1)</script></html>"))
				.endsWith("this is a web page");
			assertThat(send(place, "case.zip", "PK\u0003\u0004" + "\0".repeat(40))).endsWith("this is an archive");
			assertThat(send(place, "setup.pdf", "MZ" + "\0".repeat(100))).contains("this is a");
			assertThat(send(place, "run.txt", "#!/bin/sh\nrm -r x\n")).isNotEmpty();
			assertThat(send(place, "drawing.svg", "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>"))
				.endsWith("a drawing that can hold scripts");
		}
		assertThat(this.taken).isEmpty();
	}

	@Test
	void evidenceIsOfAnyTypeAndKeepsItsName() {
		assertThat(send(UploadPlace.EVIDENCE, "setup.pdf", "MZ" + "\0".repeat(100))).isEmpty();
		assertThat(send(UploadPlace.EVIDENCE, "case.zip", "PK\u0003\u0004" + "\0".repeat(40))).isEmpty();
		assertThat(this.taken).containsExactly("setup.pdf", "case.zip");
	}

	@Test
	void whatIsTooLargeSaysHowLargeItMayBe() {
		assertThat(send(UploadPlace.HASHES, "sums.txt", "a".repeat(300_001)))
			.isEqualTo("sums.txt is larger than 300,000 bytes. It was not kept");
		assertThat(send(UploadPlace.LETTER, "letter.json", "{\"a\": \"" + "a".repeat(6_000_000) + "\"}"))
			.isEqualTo("letter.json is larger than 5 MB. It was not kept");
	}

	/** A PDF of so many bytes that nobody holds in memory. */
	private String sendPdf(UploadPlace place, long size) throws IOException {
		InputStream zeros = new InputStream() {

			private long left = size - PDF.length();

			@Override
			public int read() {
				return (this.left-- > 0) ? 0 : -1;
			}

			@Override
			public int read(byte[] buffer, int offset, int length) {
				int some = (int) Math.min(length, this.left);
				if (some <= 0) {
					return -1;
				}
				Arrays.fill(buffer, offset, offset + some, (byte) 0);
				this.left -= some;
				return some;
			}

		};
		InputStream pdf = new SequenceInputStream(new ByteArrayInputStream(PDF.getBytes(StandardCharsets.ISO_8859_1)),
				zeros);
		long[] came = new long[1];
		UploadedForm form = Uploads.single("file", "paper.pdf", pdf, place, (file) -> {
			byte[] buffer = new byte[64 * 1024];
			int read;
			while ((read = file.content().read(buffer)) != -1) {
				came[0] += read;
			}
		});
		assertThat(came[0]).as("no more is handed on than is taken").isLessThanOrEqualTo(place.largest());
		return said(form);
	}

	private String said(UploadedForm form) {
		return form.rejections()
			.stream()
			.map((one) -> this.messages.getMessage(one.code(), one.arguments().toArray(), java.util.Locale.UK))
			.findFirst()
			.orElse("");
	}

	@ParameterizedTest
	@CsvSource({ "ENCLOSURE,50", "MESSAGE,50", "PROCESS,50", "COURT_ORDER,50", "CHECKED,20" })
	void aPaperIsNoLargerThanItMayBe(UploadPlace place, int megabytes) throws IOException {
		assertThat(place.largest()).isEqualTo(megabytes * 1024L * 1024);
		assertThat(sendPdf(place, place.largest())).isEmpty();
		assertThat(sendPdf(place, place.largest() + 1))
			.isEqualTo("paper.pdf is larger than " + megabytes + " MB. It was not kept");
	}

	@ParameterizedTest
	@CsvSource({ "ENCLOSURE,1", "LETTER,1", "HASHES,1", "CHECKED,1", "MESSAGE,20", "PROCESS,20", "COURT_ORDER,20" })
	void noMoreFilesAreTakenThanThePlaceTakes(UploadPlace place, int most) {
		boolean pdf = place != UploadPlace.LETTER && place != UploadPlace.HASHES;
		StringBuilder body = new StringBuilder();
		for (int i = 1; i <= most + 2; i++) {
			body.append("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"paper-" + i
					+ (pdf ? ".pdf" : ".txt") + "\"\r\n\r\n" + (pdf ? PDF : "words\n") + "\r\n");
		}
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/");
		request.setContentType("multipart/form-data; boundary=cut");
		request.setContent(body.append("--cut--\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
		UploadedForm form = Uploads.read(request, place, (file) -> this.taken.add(file.name()));
		assertThat(this.taken).hasSize(most);
		assertThat(form.files()).isEqualTo(most);
		assertThat(form.rejections()).extracting(Rejection::code)
			.containsExactly("documents.upload.too-many", "documents.upload.too-many");
		assertThat(said(form)).startsWith("Send " + most + " files or fewer. paper-" + (most + 1) + ".");
	}

	@ParameterizedTest
	@EnumSource(UploadPlace.class)
	void everyPlaceHasItsWords(UploadPlace place) {
		if (!place.any()) {
			assertThat(send(place, "setup.exe", "MZ" + "\0".repeat(100))).startsWith("setup.exe cannot be");
		}
	}

}
