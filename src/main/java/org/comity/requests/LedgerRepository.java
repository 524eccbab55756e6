package org.comity.requests;

import java.util.List;
import java.util.UUID;

import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

@Transactional
interface LedgerRepository extends Repository<LedgerEntry, UUID> {

	LedgerEntry saveAndFlush(LedgerEntry entry);

	java.util.Optional<LedgerEntry> findById(UUID id);

	List<LedgerEntry> findByRequestIdOrderBySeq(UUID requestId);

	List<LedgerEntry> findByRequestIdAndSubjectIdOrderBySeqDesc(UUID requestId, UUID subjectId, Limit limit);

}
