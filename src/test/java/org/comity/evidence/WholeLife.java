package org.comity.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.comity.documents.BlobStore;
import org.comity.documents.DamagedBlob;
import org.comity.kernel.Digests;
import org.comity.requests.Ledger;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What holds of a request, its processes and its parts at every moment of their lives,
 * looked up in the rows and in the store without asking the code that keeps them.
 */
final class WholeLife {

	private final JdbcClient jdbc;

	private final Ledger ledger;

	private final Path store;

	private final BlobStore blobs;

	WholeLife(JdbcClient jdbc, Ledger ledger, Path store, BlobStore blobs) {
		this.jdbc = jdbc;
		this.ledger = ledger;
		this.store = store;
		this.blobs = blobs;
	}

	/**
	 * Says what does not hold.
	 * @param damaged keys of bytes that were damaged on purpose
	 */
	List<String> broken(UUID request, Set<String> damaged) {
		List<String> broken = new ArrayList<>();
		List<Map<String, Object>> parts = rows(
				"""
						select p.id, p.state, p.hop, p.producer_office_id, p.replaces, p.manifest_id, p.lodged_at,
							coalesce((select office_id from production_custody c where c.part_id = p.id and c.hop = p.hop
								and p.hop <> 'PROVIDER' order by arrived_at desc, id desc limit 1), p.producer_office_id) as holder,
							(select to_state from ledger_entry e where e.subject_id = p.id order by seq desc limit 1) as written,
							(select count(*) from ledger_entry e join document d on d.id = p.manifest_id
								where e.subject_id = p.id and e.document_hashes like '%' || d.sha256 || '%') as listed
						from production_part p where p.request_id = ?""",
				request);
		boolean unsettled = false;
		for (Map<String, Object> part : parts) {
			unsettled |= holder(request, part, broken);
			bytes(part, damaged, broken);
		}
		request(request, unsettled, broken);
		processes(request, broken);
		this.ledger.verify(request).ifPresent((found) -> broken.add("The chain is broken: " + found));
		return broken;
	}

	/** One holder, and the ledger knows where. */
	private boolean holder(UUID request, Map<String, Object> part, List<String> broken) {
		String state = word(part, "state");
		boolean unsettled = Set.of("SENT", "HELD", "DISPUTED").contains(state)
				|| state.equals("UPLOADING") && part.get("replaces") != null;
		List<Map<String, Object>> turns = rows(
				"select subject_kind, office_id, request_id from request_turn where subject_id = ?", id(part));
		if (turns.size() != (unsettled ? 1 : 0)) {
			broken.add("A part that is " + state + " is awaited of " + turns.size());
		}
		for (Map<String, Object> turn : turns) {
			if (!"PART".equals(turn.get("subject_kind")) || !request.equals(turn.get("request_id"))
					|| !Objects.equals(turn.get("office_id"), part.get("holder"))) {
				broken.add("A part that is " + state + " at " + part.get("hop") + " is awaited of another office");
			}
		}
		boolean lodged = !state.equals("UPLOADING") && !state.equals("DISCARDED");
		String place = lodged ? state + "@" + part.get("hop") : state;
		if (!place.equals(part.get("written"))) {
			broken.add("A part is " + place + ", and the ledger says " + part.get("written"));
		}
		if (part.get("manifest_id") != null && number(part, "listed") == 0) {
			broken.add("The list of a part is not on the ledger");
		}
		return unsettled;
	}

	/** Every row has its bytes, and all bytes have their row. */
	private void bytes(Map<String, Object> part, Set<String> damaged, List<String> broken) {
		Set<String> known = new HashSet<>();
		for (Map<String, Object> file : rows(
				"select storage_key, size, sha256, received_at from production_file where part_id = ?", id(part))) {
			if (file.get("received_at") == null) {
				broken.add("A file never became whole, and its row is left");
				continue;
			}
			known.add(word(file, "storage_key"));
			compare(file, damaged, broken);
		}
		for (Map<String, Object> copy : rows(
				"""
						select c.storage_key, c.hop, c.made_at, c.removed_at, f.size, f.sha256,
							(select count(*) from ledger_entry e where e.subject_id = c.part_id and e.to_state = 'SENT@' || c.hop)
								as sent
						from production_copy c join production_file f on f.id = c.file_id where c.part_id = ?""",
				id(part))) {
			String key = word(copy, "storage_key");
			if (copy.get("made_at") == null) {
				broken.add("A copy never became whole, and its row is left");
			}
			else if (copy.get("removed_at") != null) {
				if (Files.exists(this.store.resolve(key))) {
					broken.add("Bytes of a copy that was taken away are there");
				}
			}
			else {
				known.add(key);
				compare(copy, damaged, broken);
			}
			if (number(copy, "sent") == 0) {
				broken.add("A copy lies at " + copy.get("hop") + " that was never sent there");
			}
		}
		// A file that passes the filter is written under the part it was made of.
		known.addAll(this.jdbc
			.sql("select f.storage_key from production_file f join production_part p on p.id = f.part_id "
					+ "where p.filtered_from = ?")
			.param(id(part))
			.query(String.class)
			.list());
		for (String key : lying(id(part))) {
			if (!known.contains(key)) {
				broken.add("Nobody knows of the bytes at " + key);
			}
		}
	}

	private void compare(Map<String, Object> row, Set<String> damaged, List<String> broken) {
		Path file = this.store.resolve(word(row, "storage_key"));
		try {
			if (!Files.isRegularFile(file)) {
				broken.add("Bytes are gone: " + row.get("storage_key"));
				return;
			}
			boolean same = same(row);
			if (same == damaged.contains(word(row, "storage_key"))) {
				broken.add("Bytes " + (same ? "are whole again" : "differ") + ": " + row.get("storage_key"));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean same(Map<String, Object> row) throws IOException {
		try (InputStream stream = this.blobs.read(word(row, "storage_key"))) {
			byte[] bytes = stream.readAllBytes();
			return bytes.length == number(row, "size") && Digests.sha256(bytes).equals(row.get("sha256"));
		}
		catch (DamagedBlob ex) {
			return false;
		}
	}

	private Set<String> lying(UUID part) {
		Path folder = this.store.resolve(part.toString());
		if (!Files.isDirectory(folder)) {
			return Set.of();
		}
		try (Stream<Path> files = Files.walk(folder)) {
			Set<String> keys = new HashSet<>();
			files.filter(Files::isRegularFile)
				.forEach((file) -> keys.add(this.store.relativize(file).toString().replace('\\', '/')));
			return keys;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returning while a part is unsettled, closed when none is. */
	private void request(UUID request, boolean unsettled, List<String> broken) {
		Map<String, Object> row = rows(
				"""
						select r.state, (select to_state from ledger_entry e where e.subject_id = r.id order by seq desc limit 1)
							as written
						from request r where r.id = ?""",
				request)
			.get(0);
		String state = word(row, "state");
		if (!state.equals(row.get("written"))) {
			broken.add("The request is " + state + ", and the ledger says " + row.get("written"));
		}
		if (state.equals("RETURNING") && !unsettled) {
			broken.add("The request is returning, and nobody waits for a part");
		}
		if (state.equals("CLOSED") && unsettled) {
			broken.add("The request is closed, and somebody waits for a part");
		}
		List<Map<String, Object>> turns = rows(
				"select subject_kind, subject_id from request_turn where request_id = ? and subject_kind <> 'USE'",
				request);
		if (state.equals("CLOSED") && !turns.isEmpty()) {
			broken.add("The request is closed, and it is somebody's turn");
		}
		long own = turns.stream().filter((turn) -> "REQUEST".equals(turn.get("subject_kind"))).count();
		boolean awaited = !Set.of("CLOSED", "RETURNING", "WITH_PROVIDER").contains(state);
		if (own != (awaited ? 1 : 0)) {
			broken.add("The request is " + state + " and awaited of " + own);
		}
	}

	/**
	 * A process that has not ended is awaited of one office, and keeps the request open.
	 */
	private void processes(UUID request, List<String> broken) {
		for (Map<String, Object> process : rows(
				"""
						select p.id, p.state, (select count(*) from request_turn t where t.subject_id = p.id) as turns,
							(select to_state from ledger_entry e where e.subject_id = p.id order by seq desc limit 1) as written,
							(select r.state from request r where r.id = p.request_id) as request
						from process p where p.request_id = ?""",
				request)) {
			boolean open = !"ENDED".equals(process.get("state"));
			if (number(process, "turns") != (open ? 1 : 0)) {
				broken.add("A process is " + process.get("state") + " and awaited of " + process.get("turns"));
			}
			if (!Objects.equals(process.get("state"), process.get("written"))) {
				broken.add("A process is " + process.get("state") + ", and the ledger says " + process.get("written"));
			}
			if (open && Set.of("CLOSED", "RETURNING").contains(word(process, "request"))) {
				broken.add("A process is open in a request that is " + process.get("request"));
			}
		}
	}

	private static UUID id(Map<String, Object> row) {
		return (UUID) Objects.requireNonNull(row.get("id"));
	}

	private static String word(Map<String, Object> row, String column) {
		return (String) Objects.requireNonNull(row.get(column));
	}

	private static long number(Map<String, Object> row, String column) {
		return ((Number) Objects.requireNonNull(row.get(column))).longValue();
	}

	private List<Map<String, Object>> rows(String query, Object... parameters) {
		return this.jdbc.sql(query).params(parameters).query().listOfRows();
	}

}
