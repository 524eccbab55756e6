package org.comity.demonstration;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import javax.imageio.ImageIO;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The mailbox that a provider hands over in case A.
 */
class MailboxTests {

	private static final LocalDate DAY = LocalDate.of(2026, 3, 10);

	private final Mailbox mailbox = Mailbox.ofTheKidnapper(DAY);

	@Test
	void itHoldsFiftyMessagesWithAttachmentsAndSevenOfASolicitor() {
		assertThat(this.mailbox.messages()).hasSize(50)
			.isSortedAccordingTo(java.util.Comparator.comparing(Mailbox.Message::at));
		assertThat(this.mailbox.messages()).filteredOn((message) -> message.attachment() != null).hasSize(17);
		assertThat(this.mailbox.messages()).filteredOn(Mailbox.Message::privileged)
			.hasSize(7)
			.allSatisfy((message) -> assertThat(message.from() + message.to()).contains("ashworth-lane.example"));
	}

	@Test
	void theFileHasAnEnvelopeLineForEachMessageAndNoOther() {
		String[] lines = new String(this.mailbox.mbox(), StandardCharsets.UTF_8).split("\n");
		assertThat(Arrays.stream(lines).filter((line) -> line.startsWith("From "))).hasSize(50)
			.allMatch((line) -> line
				.matches("From \\S+@\\S+ [A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}"));
		assertThat(lines).contains("Subject: your son").contains(">From now on we write from elsewhere.");
	}

	@Test
	void theDemandIsThereAtItsTime() {
		assertThat(this.mailbox.messages())
			.anyMatch((message) -> message.at().equals(Instant.parse("2026-03-02T21:14:00Z"))
					&& message.subject().equals("your son"));
		assertThat(new String(this.mailbox.signInRecord(), StandardCharsets.UTF_8))
			.contains("2026-03-03T06:02:00Z,203.0.113.44,Web");
	}

	@Test
	void theSameDayGivesTheSameBytes() {
		assertThat(Mailbox.ofTheKidnapper(DAY).mbox()).isEqualTo(this.mailbox.mbox());
		assertThat(Mailbox.ofTheKidnapper(DAY.plusDays(1)).mbox()).isNotEqualTo(this.mailbox.mbox());
	}

	@Test
	void whatIsAttachedCanBeOpened() throws Exception {
		List<Mailbox.Attachment> attachments = this.mailbox.messages()
			.stream()
			.map(Mailbox.Message::attachment)
			.filter(java.util.Objects::nonNull)
			.toList();
		assertThat(attachments).extracting(Mailbox.Attachment::mediaType)
			.contains("image/png", "application/pdf", "text/csv", "text/plain");
		for (Mailbox.Attachment attachment : attachments) {
			byte[] content = Base64.getMimeDecoder().decode(attachment.content());
			if (attachment.mediaType().equals("image/png")) {
				assertThat(ImageIO.read(new ByteArrayInputStream(content)).getWidth()).isEqualTo(96);
			}
			if (attachment.mediaType().equals("application/pdf")) {
				try (PDDocument document = Loader.loadPDF(content)) {
					assertThat(new PDFTextStripper().getText(document)).contains(attachment.name());
				}
			}
		}
	}

}
