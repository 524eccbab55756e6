package org.comity.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import org.comity.kernel.Ids;
import org.comity.malware.FileHeld;
import org.comity.malware.Held;
import org.comity.malware.MalwareFound;
import org.comity.malware.Quarantine;
import org.comity.malware.ScannedStore;
import org.comity.malware.ScannedStream;
import org.comity.malware.Verdict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The documents we hold. Rows are added and read, never changed: a draft's enclosure that
 * is taken out again gets a mark beside it, since a locked letter may cite the same
 * bytes.
 */
@Service
public class Documents implements ScannedStore {

	private static final Logger log = LoggerFactory.getLogger(Documents.class);

	private static final String COLUMNS = "d.id, d.request_id, d.subject_id, d.aspect, d.kind, d.name, d.media_type,"
			+ " d.size, d.sha256, d.created_at, d.created_by, d.storage_key,"
			+ " (SELECT m.state FROM malware_scan m WHERE m.storage_key = d.storage_key) AS scanned";

	private final JdbcClient jdbc;

	private final BlobStore blobs;

	private final Quarantine quarantine;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Documents(JdbcClient jdbc, BlobStore documentBlobs, Quarantine quarantine, TransactionTemplate transaction,
			Clock clock) {
		this.jdbc = jdbc;
		this.blobs = documentBlobs;
		this.quarantine = quarantine;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Stores a stream that came in as a document, past the malware scanner if there is
	 * one. The bytes are on the disk before the row is written; if the row's transaction
	 * is rolled back, the bytes go too.
	 * @return the document, held back if the scanner has not found it clean
	 * @throws IOException if the stream breaks off; nothing is kept
	 * @throws MalwareFound if malware was found in it; nothing is kept
	 */
	public Document store(NewDocument about, InputStream content) throws IOException {
		try (ScannedStream scanned = this.quarantine.scan(content)) {
			return store(about, scanned, scanned::verdict);
		}
	}

	private Document store(NewDocument about, InputStream content, Supplier<@Nullable Verdict> scan)
			throws IOException {
		UUID id = Ids.next();
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		StoredBlob blob = this.blobs.write(key(id), content);
		Verdict verdict = scan.get();
		if (verdict != null && verdict.bad()) {
			forget(blob.key());
			this.transaction.executeWithoutResult((status) -> note(about, blob.key(), verdict));
			throw new MalwareFound();
		}
		Document document = new Document(id, about.request(), about.subject(), about.aspect(), about.kind(),
				FileNames.safe(about.name()), about.mediaType(), blob.size(), blob.sha256(), now, about.createdBy(),
				(verdict != null) ? verdict.held() : null);
		insert(document, blob.key(), () -> note(about, blob.key(), verdict));
		return document;
	}

	private void note(NewDocument about, String key, @Nullable Verdict verdict) {
		UUID request = about.request();
		if (request != null && verdict != null) {
			this.quarantine.note(name(), key, request, about.createdBy(), verdict);
		}
	}

	/**
	 * Stores bytes made by ourselves, which are never scanned.
	 */
	public Document store(NewDocument about, byte[] content) {
		try {
			return store(about, new ByteArrayInputStream(content), () -> null);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Makes a second document of the same bytes, for other readers: when a letter is
	 * locked, the draft's enclosures become the letter's.
	 * @param id the document whose bytes it shares
	 * @param subject what the new one is about
	 * @param aspect the new one's part of the request
	 * @throws NoSuchElementException if there is no such document
	 */
	@Transactional
	public Document republish(UUID id, UUID subject, String aspect, UUID by) {
		Document from = find(id).orElseThrow();
		Document document = new Document(Ids.next(), from.request(), subject, aspect, from.kind(), from.name(),
				from.mediaType(), from.size(), from.sha256(), this.clock.instant().truncatedTo(ChronoUnit.MICROS), by,
				from.held());
		String key = this.jdbc.sql("SELECT storage_key FROM document WHERE id = :id")
			.param("id", id)
			.query(String.class)
			.single();
		row(document, key);
		return document;
	}

	/**
	 * Finds a document that has not been taken out.
	 */
	@Transactional(readOnly = true)
	public Optional<Document> find(UUID id) {
		return this.jdbc
			.sql("SELECT " + COLUMNS + " FROM document d WHERE d.id = :id"
					+ " AND NOT EXISTS (SELECT 1 FROM document_removed r WHERE r.document_id = d.id)")
			.param("id", id)
			.query(Documents::document)
			.optional();
	}

	/**
	 * Returns the documents of a request, oldest first, of every aspect: the caller
	 * leaves out what the reader may not see.
	 */
	@Transactional(readOnly = true)
	public List<Document> of(UUID request) {
		return this.jdbc
			.sql("SELECT " + COLUMNS + " FROM document d WHERE d.request_id = :request"
					+ " AND NOT EXISTS (SELECT 1 FROM document_removed r WHERE r.document_id = d.id)"
					+ " ORDER BY d.created_at, d.id")
			.param("request", request)
			.query(Documents::document)
			.list();
	}

	/**
	 * Opens a document's bytes; the caller closes the stream.
	 * @throws NoSuchElementException if there is no such document, or it was taken out
	 * @throws FileHeld if the malware scanner has not found it clean
	 */
	public InputStream open(UUID id) throws IOException {
		Optional<Lying> found = this.transaction.execute((status) -> this.jdbc
			.sql("SELECT " + COLUMNS + " FROM document d WHERE d.id = :id"
					+ " AND NOT EXISTS (SELECT 1 FROM document_removed r WHERE r.document_id = d.id)")
			.param("id", id)
			.query((row, index) -> new Lying(row.getString("storage_key"), Held.of(row.getString("scanned"))))
			.optional());
		Lying bytes = found.orElseThrow(() -> new NoSuchElementException("No document " + id));
		Held held = bytes.held();
		if (held != null) {
			throw new FileHeld(held);
		}
		return this.blobs.read(bytes.key());
	}

	/** Where a document's bytes lie. */
	private record Lying(String key, @Nullable Held held) {
	}

	@Override
	public String name() {
		return "DOCUMENTS";
	}

	@Override
	public InputStream openHeld(String key) throws IOException {
		return this.blobs.read(key);
	}

	@Override
	public void deleteHeld(String key) throws IOException {
		this.blobs.delete(key);
	}

	/**
	 * Takes out a document that was only ever part of a draft. The row stays, marked.
	 */
	@Transactional
	public void remove(UUID id, UUID by) {
		this.jdbc
			.sql("INSERT INTO document_removed (document_id, removed_at, removed_by) VALUES (:id, :now, :by)"
					+ " ON CONFLICT DO NOTHING")
			.param("id", id)
			.param("now", this.clock.instant().atOffset(ZoneOffset.UTC))
			.param("by", by)
			.update();
	}

	private void insert(Document document, String key, Runnable noting) {
		try {
			this.transaction.executeWithoutResult((status) -> {
				TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
					@Override
					public void afterCompletion(int outcome) {
						if (outcome == STATUS_ROLLED_BACK) {
							forget(key);
						}
					}
				});
				row(document, key);
				noting.run();
			});
		}
		catch (RuntimeException ex) {
			forget(key);
			throw ex;
		}
	}

	private void row(Document document, String key) {
		this.jdbc
			.sql("INSERT INTO document (id, request_id, subject_id, aspect, kind, name, media_type, size, sha256,"
					+ " storage_key, created_at, created_by) VALUES (:id, :request, :subject, :aspect, :kind, :name,"
					+ " :mediaType, :size, :sha256, :key, :createdAt, :createdBy)")
			.param("id", document.id())
			.param("request", document.request())
			.param("subject", document.subject())
			.param("aspect", document.aspect())
			.param("kind", document.kind())
			.param("name", document.name())
			.param("mediaType", document.mediaType())
			.param("size", document.size())
			.param("sha256", document.sha256())
			.param("key", key)
			.param("createdAt", document.createdAt().atOffset(ZoneOffset.UTC))
			.param("createdBy", document.createdBy())
			.update();
	}

	private void forget(String key) {
		try {
			this.blobs.delete(key);
		}
		catch (IOException ex) {
			// No row names them, so nobody can reach them: a waste of room, no more.
			log.warn("Bytes without a document stay behind", ex);
		}
	}

	private static String key(UUID id) {
		String text = id.toString();
		return text.substring(0, 8) + "/" + text;
	}

	private static Document document(ResultSet row, int number) throws SQLException {
		return new Document(row.getObject("id", UUID.class), row.getObject("request_id", UUID.class),
				row.getObject("subject_id", UUID.class), row.getString("aspect"), row.getString("kind"),
				row.getString("name"), row.getString("media_type"), row.getLong("size"), row.getString("sha256"),
				row.getObject("created_at", OffsetDateTime.class).toInstant(), row.getObject("created_by", UUID.class),
				Held.of(row.getString("scanned")));
	}

}
