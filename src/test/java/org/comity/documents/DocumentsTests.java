package org.comity.documents;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.comity.directory.Directory;
import org.comity.kernel.Ids;
import org.comity.requests.Requests;
import org.comity.testing.Cast;
import org.comity.wall.Overseen;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A document is there with its bytes, or not at all, and never changes.
 */
@Overseen
@SpringBootTest(properties = "comity.data-directory=target/documents-test")
class DocumentsTests {

	private final Documents documents;

	private final TransactionTemplate transaction;

	private final JdbcClient jdbc;

	private final Path folder;

	@Autowired
	Requests requests;

	@Autowired
	Directory directory;

	private UUID request = new UUID(0, 0);

	@Autowired
	DocumentsTests(Documents documents, TransactionTemplate transaction, JdbcClient jdbc,
			@Value("${comity.data-directory}") Path data) {
		this.documents = documents;
		this.transaction = transaction;
		this.jdbc = jdbc;
		this.folder = data.resolve("documents");
	}

	@BeforeEach
	void open() {
		UUID company = this.directory.companies().get(0).id();
		this.request = this.requests
			.open(new Cast(this.jdbc, this.directory).officer(), Ids.next(),
					new Requests.NewRequest("Whose documents these are", company, "UK-US-MLAT", null, null))
			.orElseThrow();
	}

	@Test
	void theSameBytesComeBack() throws IOException {
		Document stored = store("../statement.txt", "abc");
		assertThat(stored.name()).isEqualTo("statement.txt");
		assertThat(stored.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
		assertThat(this.documents.find(stored.id())).contains(stored);
		assertThat(this.documents.of(this.request)).containsExactly(stored);
		try (InputStream in = this.documents.open(stored.id())) {
			assertThat(in.readAllBytes()).isEqualTo("abc".getBytes(StandardCharsets.UTF_8));
		}
	}

	@Test
	void whatIsRolledBackLeavesNoBytes() throws IOException {
		Set<Path> before = files();
		assertThatThrownBy(() -> this.transaction.executeWithoutResult((status) -> {
			store("lost.txt", "lost");
			throw new IllegalStateException("later");
		})).hasMessage("later");
		assertThat(files()).isEqualTo(before);
		assertThat(this.documents.of(this.request)).isEmpty();
	}

	@Test
	void aStreamThatBreaksOffLeavesNothing() throws IOException {
		Set<Path> before = files();
		assertThatThrownBy(() -> this.documents.store(about("cut.bin"), new BlobStoreContract.CutStream(100_000)))
			.hasMessage("cut");
		assertThat(files()).isEqualTo(before);
		assertThat(this.documents.of(this.request)).isEmpty();
	}

	@Test
	void whatIsTakenOutIsGoneForReadersAndItsCopyStays() throws IOException {
		Document stored = store("a.txt", "abc");
		Document copy = this.documents.republish(stored.id(), this.request, "LETTER", UUID.randomUUID());
		this.documents.remove(stored.id(), UUID.randomUUID());
		this.documents.remove(stored.id(), UUID.randomUUID());
		assertThat(this.documents.find(stored.id())).isEmpty();
		assertThatThrownBy(() -> this.documents.open(stored.id())).isInstanceOf(NoSuchElementException.class);
		assertThat(this.documents.of(this.request)).containsExactly(copy);
		try (InputStream in = this.documents.open(copy.id())) {
			assertThat(in.readAllBytes()).hasSize(3);
		}
	}

	@Test
	void aRowIsNeverChanged() {
		store("a.txt", "abc");
		assertThatThrownBy(() -> this.jdbc.sql("update document set name = 'b'").update())
			.isInstanceOf(DataAccessException.class)
			.hasStackTraceContaining("permission denied");
		assertThatThrownBy(() -> this.jdbc.sql("delete from document").update()).isInstanceOf(DataAccessException.class)
			.hasStackTraceContaining("permission denied");
	}

	private Document store(String name, String text) {
		return this.documents.store(about(name), text.getBytes(StandardCharsets.UTF_8));
	}

	private NewDocument about(String name) {
		return new NewDocument(this.request, null, "APPLICATION", "ENCLOSURE", name, "text/plain", null);
	}

	private Set<Path> files() throws IOException {
		if (!Files.exists(this.folder)) {
			return Set.of();
		}
		try (Stream<Path> walk = Files.walk(this.folder)) {
			return walk.filter(Files::isRegularFile).collect(Collectors.toCollection(TreeSet::new));
		}
	}

}
