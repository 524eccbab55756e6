package org.comity.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

	/**
	 * Every entry once for each of its texts, and each request at least once. The places
	 * of the rows tell a second row of the same key from the first.
	 */
	static final String ROWS = """
			select r.id as chain, r.reference, r.ledger_head_seq, r.ledger_head_hash, r.ledger_head_mac, r.state,
				(select max(l.seq) from ledger_checkpoint_leaf l where l.request_id = r.id) as sealed_seq,
				e.ctid::text as entry_row, e.id, e.seq, e.occurred_at, e.recorded_at, e.side, e.office_id, e.machine,
				e.subject_id, e.move, e.from_state, e.to_state, e.document_hashes, e.person_digest, e.text_digest, e.salt, e.previous_hash,
				e.hash, e.mac,
				(select string_agg(distinct l.hash, ' ') from ledger_checkpoint_leaf l
					where l.request_id = r.id and l.seq = e.seq) as checkpoint_hash,
				exists (select 1 from erased_request x where x.request_id = r.id) as erased,
				p.ctid::text as person_row, p.request_id as person_request, p.person_id, p.salt as person_salt,
				t.ctid::text as text_row, t.kind, t.request_id as text_request, t.side as text_side, t.to_side, t.text,
				t.salt as text_salt
			from request r
				left join ledger_entry e on e.request_id = r.id
				left join ledger_person p on p.entry_id = e.id
				left join ledger_text t on t.entry_id = e.id
			where\s""";

	private static final String ORDER = " order by r.id, e.seq, e.id, e.ctid";

	/** Requests with a person or a text of an entry that is not there. */
	private static final String STRAYS = """
			select distinct s.request_id from (
				select p.request_id from ledger_person p
					where not exists (select 1 from ledger_entry e where e.id = p.entry_id)
				union all
				select t.request_id from ledger_text t
					where not exists (select 1 from ledger_entry e where e.id = t.entry_id)) s
			where exists (select 1 from request r where r.id = s.request_id and\s""";

	/**
	 * What is left of requests that are not there. Erasing leaves the row of the request
	 * and its chain, so that a line in the register of erasures excuses none.
	 */
	private static final String LOST = """
			select distinct l.request_id from (
				select request_id from ledger_entry e
					where not exists (select 1 from request r where r.id = e.request_id)
				union all
				select request_id from ledger_person p
					where not exists (select 1 from request r where r.id = p.request_id)
				union all
				select request_id from ledger_text t
					where not exists (select 1 from request r where r.id = t.request_id)
				union all
				select request_id from ledger_checkpoint_leaf h
					where not exists (select 1 from request r where r.id = h.request_id)
				union all
				select request_id from erased_request x
					where not exists (select 1 from request r where r.id = x.request_id)) l
			order by l.request_id""";

	/** What belongs to no request at all. */
	private static final UUID NONE = new UUID(0, 0);

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
	 * @return its first bad entry, or empty if it holds; that there is no such request is
	 * a fault as well
	 */
	@InBackground
	public Optional<Fault> of(UUID request) {
		List<Fault> faults = new ArrayList<>();
		if (every("r.id = :proved", Map.of("proved", request), faults::add).requests() == 0) {
			faults.add(lost(request));
		}
		return faults.stream().findFirst();
	}

	/** Recomputes all chains, and names those of which the request is gone. */
	@InBackground
	public Count all(Consumer<Fault> faults) {
		Count count = every("true", Map.of(), faults);
		lost(faults);
		return count;
	}

	/**
	 * Names what stands on the ledger, or was signed, of requests that are not there. No
	 * condition over a request finds them.
	 */
	@InBackground
	public void lost(Consumer<Fault> faults) {
		this.streams.read(LOST, Map.of(), (row) -> {
			UUID request = row.getObject("request_id", UUID.class);
			faults.accept(lost((request != null) ? request : NONE));
		});
	}

	private static Fault lost(UUID request) {
		return new Fault(request, request.toString(), 1, "request");
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
		Set<UUID> strays = new HashSet<>();
		this.streams.read(STRAYS + condition + ")", parameters,
				(row) -> strays.add(row.getObject("request_id", UUID.class)));
		ChainCheck check = new ChainCheck(this.seals, strays, faults);
		this.streams.read(ROWS + condition + ORDER, parameters, check::row);
		return check.end();
	}

}
