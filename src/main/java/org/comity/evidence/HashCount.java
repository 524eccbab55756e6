package org.comity.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.comity.documents.BlobStore;
import org.comity.documents.DamagedBlob;
import org.comity.documents.Document;
import org.comity.documents.Documents;
import org.comity.kernel.Digests;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Counts the hashes of a copy anew from the store, and compares them with the list that
 * was handed over with it. Nothing is taken from the database but where the bytes lie.
 */
@Component
class HashCount {

	private static final Logger log = LoggerFactory.getLogger(HashCount.class);

	private final BlobStore blobs;

	private final Documents documents;

	private final Copies copies;

	private final Clock clock;

	HashCount(BlobStore evidenceBlobs, Documents documents, Copies copies, Clock clock) {
		this.blobs = evidenceBlobs;
		this.documents = documents;
		this.copies = copies;
		this.clock = clock;
	}

	/**
	 * Counts the copy of one hop. It takes as long as reading every byte does; no
	 * transaction need be open.
	 */
	HashCheck count(Part part, OfficeKind hop, UUID office, @Nullable UUID person, List<StoredFile> files,
			@Nullable OwnList own) {
		return counted(part, hop, office, person, files, own).check();
	}

	/**
	 * What came of a count.
	 *
	 * @param answered whether the store told of every file, be it that its bytes are gone
	 * or damaged; else the check says nothing of the bytes
	 */
	record Counted(HashCheck check, boolean answered) {
	}

	/** As {@link #count}, and whether the store answered. */
	Counted counted(Part part, OfficeKind hop, UUID office, @Nullable UUID person, List<StoredFile> files,
			@Nullable OwnList own) {
		Map<UUID, String> found = new HashMap<>();
		Map<UUID, String> keys = this.copies.keys(part.id(), files, hop);
		boolean answered = true;
		for (StoredFile file : files) {
			String key = keys.get(file.id());
			if (key == null) {
				continue;
			}
			try {
				found.put(file.id(), hash(key));
			}
			catch (NoSuchFileException | DamagedBlob ex) {
				log.error("Bytes of a part are gone or damaged", ex);
			}
			catch (IOException ex) {
				log.error("Bytes of a part could not be read", ex);
				answered = false;
			}
		}
		return new Counted(compare(part, hop, office, person, files, found, own), answered);
	}

	/** Compares hashes that were counted with the lists. */
	HashCheck compare(Part part, OfficeKind hop, UUID office, @Nullable UUID person, List<StoredFile> files,
			Map<UUID, String> found, @Nullable OwnList own) {
		Map<String, String> sent = sent(part);
		List<HashCheck.Finding> findings = new ArrayList<>();
		Set<OwnList.Line> matched = new HashSet<>();
		for (StoredFile file : files) {
			String expected = sent.remove(file.name());
			String counted = found.get(file.id());
			String listed = (own != null) ? listed(own, file.name(), counted, matched) : null;
			boolean agrees = expected != null && expected.equals(counted) && (own == null || expected.equals(listed));
			findings.add(new HashCheck.Finding(file.id(), file.name(), expected, counted, listed, agrees));
		}
		sent.forEach((name, hash) -> findings.add(new HashCheck.Finding(null, name, hash, null, null, false)));
		if (own != null) {
			own.lines()
				.stream()
				.filter((line) -> !matched.contains(line))
				.forEach((line) -> findings.add(new HashCheck.Finding(null, (line.name() != null) ? line.name() : "",
						null, null, line.sha256(), false)));
		}
		return new HashCheck(Ids.next(), part.id(), hop, office, person, this.clock.instant(),
				(own != null) ? own.sha256() : null, findings);
	}

	/** The line of an own list that speaks of a file: by its hash, else by its name. */
	private static @Nullable String listed(OwnList own, String name, @Nullable String counted,
			Set<OwnList.Line> matched) {
		List<OwnList.Line> some = own.lines().stream().filter((line) -> line.sha256().equals(counted)).toList();
		if (some.isEmpty()) {
			some = own.lines().stream().filter((line) -> name.equals(line.name())).toList();
		}
		matched.addAll(some);
		return some.isEmpty() ? null : some.get(0).sha256();
	}

	/**
	 * The sender's list, by name. A list that is not the one whose hash was handed over
	 * vouches for nothing.
	 */
	private Map<String, String> sent(Part part) {
		Map<String, String> sent = new LinkedHashMap<>();
		UUID id = part.manifest();
		if (id == null) {
			return sent;
		}
		Document list = this.documents.find(id).orElseThrow();
		try (InputStream stream = this.documents.open(id)) {
			byte[] bytes = stream.readAllBytes();
			if (!Digests.sha256(bytes).equals(list.sha256())) {
				log.error("The list of a part is not the one that was handed over");
				return sent;
			}
			new String(bytes, StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.startsWith("#"))
				.forEach((line) -> {
					int space = line.indexOf("  ");
					sent.put(line.substring(space + 2), line.substring(0, space));
				});
		}
		catch (IOException ex) {
			log.error("The list of a part could not be read", ex);
		}
		return sent;
	}

	private String hash(String key) throws IOException {
		MessageDigest digest = Digests.sha256();
		try (InputStream stream = new DigestInputStream(this.blobs.read(key), digest)) {
			stream.transferTo(java.io.OutputStream.nullOutputStream());
			return HexFormat.of().formatHex(digest.digest());
		}
	}

}
