package org.comity.journey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;

/**
 * What the provider produces in case A: a mailbox of fifty messages with attachments, and
 * the sign-ins.
 */
final class CaseFiles {

	private CaseFiles() {
	}

	static Path mailbox(Path folder) throws IOException {
		Random random = new Random(77);
		StringBuilder mbox = new StringBuilder();
		for (int i = 1; i <= 50; i++) {
			byte[] picture = new byte[3000 + random.nextInt(5000)];
			random.nextBytes(picture);
			mbox.append(String.format(Locale.ROOT, """
					From redwharf77@gmail.example Sat Mar %02d 10:%02d:00 2026
					From: redwharf77@gmail.example
					To: contact%d@mail.example
					Subject: Message %d
					Date: Sat, %02d Mar 2026 10:%02d:00 +0000
					Message-ID: <%d@mail.example>
					MIME-Version: 1.0
					Content-Type: multipart/mixed; boundary="part%d"

					--part%d
					Content-Type: text/plain; charset=utf-8

					You know what to do. Message %d of fifty.
					>From here on, no police.

					--part%d
					Content-Type: image/jpeg; name="photo%d.jpg"
					Content-Disposition: attachment; filename="photo%d.jpg"
					Content-Transfer-Encoding: base64

					%s
					--part%d--

					""", 1 + i % 28, i % 60, i % 7, i, 1 + i % 28, i % 60, i, i, i, i, i, i, i,
					Base64.getMimeEncoder().encodeToString(picture), i));
		}
		return Files.writeString(folder.resolve("redwharf77.mbox"), mbox, StandardCharsets.UTF_8);
	}

	static Path signIns(Path folder) throws IOException {
		StringBuilder csv = new StringBuilder("time,address,event\n");
		for (int i = 0; i < 120; i++) {
			csv.append(String.format(Locale.ROOT, "2026-03-%02dT%02d:14:00Z,203.0.113.%d,sign-in%n", 1 + i % 28, i % 24,
					i % 50));
		}
		return Files.writeString(folder.resolve("sign-ins.csv"), csv, StandardCharsets.UTF_8);
	}

}
