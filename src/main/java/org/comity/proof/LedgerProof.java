package org.comity.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.comity.wall.InBackground;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Recomputes chains: every field, person and word against the digests, every digest
 * against the hash, every hash against its seal, against the entry before and against the
 * checkpoints, and the head against its own seal. Of a request whose records were erased
 * persons and words are not there any more; then its chain must end with the entry that
 * says so. The caller answers for who may ask.
 */
@Service
@Transactional(readOnly = true)
public class LedgerProof {

	/** Every entry once for each of its texts, and each request at least once. */
	static final String ROWS = """
			select r.id as chain, r.reference, r.ledger_head_seq, r.ledger_head_hash, r.ledger_head_mac,
				(select max(l.seq) from ledger_checkpoint_leaf l where l.request_id = r.id) as sealed_seq,
				e.id, e.seq, e.occurred_at, e.recorded_at, e.side, e.office_id, e.machine, e.subject_id, e.move,
				e.from_state, e.to_state, e.document_hashes, e.person_digest, e.text_digest, e.salt, e.previous_hash,
				e.hash, e.mac,
				(select string_agg(distinct l.hash, ' ') from ledger_checkpoint_leaf l
					where l.request_id = r.id and l.seq = e.seq) as checkpoint_hash,
				exists (select 1 from erased_request x where x.request_id = r.id) as erased,
				p.request_id as person_request, p.person_id, p.salt as person_salt,
				t.kind, t.request_id as text_request, t.side as text_side, t.to_side, t.text, t.salt as text_salt
			from request r
				left join ledger_entry e on e.request_id = r.id
				left join ledger_person p on p.entry_id = e.id
				left join ledger_text t on t.entry_id = e.id
			where\s""";

	private static final String ORDER = " order by r.id, e.seq, e.id";

	private final Streams streams;

	private final Seals seals;

	LedgerProof(Streams streams, Seals seals) {
		this.streams = streams;
		this.seals = seals;
	}

	/**
	 * What was recomputed.
	 *
	 * @param requests how many chains
	 * @param entries of how many entries
	 */
	public record Count(long requests, long entries) {
	}

	/**
	 * Recomputes one chain.
	 * @return its first bad entry, or empty if it holds
	 */
	@InBackground
	public Optional<Fault> of(UUID request) {
		List<Fault> faults = new ArrayList<>();
		every("r.id = :proved", Map.of("proved", request), faults::add);
		return faults.stream().findFirst();
	}

	/** Recomputes all chains. */
	@InBackground
	public Count all(Consumer<Fault> faults) {
		return every("true", Map.of(), faults);
	}

	/**
	 * Recomputes the chains of some requests.
	 * @param condition a condition over a request {@code r}, written by the caller and
	 * never by a user
	 * @param parameters what it is bound with
	 * @param faults told the first bad entry of each chain that does not hold
	 */
	@InBackground
	public Count every(String condition, Map<String, ?> parameters, Consumer<Fault> faults) {
		ChainCheck check = new ChainCheck(this.seals, faults);
		this.streams.read(ROWS + condition + ORDER, parameters, check::row);
		return check.end();
	}

}
