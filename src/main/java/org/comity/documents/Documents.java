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

import org.comity.kernel.Ids;
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
public class Documents {

	private static final Logger log = LoggerFactory.getLogger(Documents.class);

	private static final String COLUMNS = "d.id, d.request_id, d.subject_id, d.aspect, d.kind, d.name, d.media_type,"
			+ " d.size, d.sha256, d.created_at, d.created_by";

	private final JdbcClient jdbc;

	private final BlobStore blobs;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Documents(JdbcClient jdbc, BlobStore documentBlobs, TransactionTemplate transaction, Clock clock) {
		this.jdbc = jdbc;
		this.blobs = documentBlobs;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Stores a stream as a document. The bytes are on the disk before the row is written;
	 * if the row's transaction is rolled back, the bytes go too.
	 * @throws IOException if the stream breaks off; nothing is kept
	 */
	public Document store(NewDocument about, InputStream content) throws IOException {
		UUID id = Ids.next();
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		StoredBlob blob = this.blobs.write(key(id), content);
		Document document = new Document(id, about.request(), about.subject(), about.aspect(), about.kind(),
				FileNames.safe(about.name()), about.mediaType(), blob.size(), blob.sha256(), now, about.createdBy());
		insert(document, blob.key());
		return document;
	}

	/**
	 * Stores bytes made by ourselves.
	 */
	public Document store(NewDocument about, byte[] content) {
		try {
			return store(about, new ByteArrayInputStream(content));
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
				from.mediaType(), from.size(), from.sha256(), this.clock.instant().truncatedTo(ChronoUnit.MICROS), by);
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
	 */
	public InputStream open(UUID id) throws IOException {
		if (find(id).isEmpty()) {
			throw new NoSuchElementException("No document " + id);
		}
		return this.blobs.read(this.jdbc.sql("SELECT storage_key FROM document WHERE id = :id")
			.param("id", id)
			.query(String.class)
			.single());
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

	private void insert(Document document, String key) throws IOException {
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
				row.getObject("created_at", OffsetDateTime.class).toInstant(), row.getObject("created_by", UUID.class));
	}

}
