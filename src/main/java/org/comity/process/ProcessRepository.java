package org.comity.process;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

@Transactional
interface ProcessRepository extends Repository<CompulsoryProcess, UUID> {

	CompulsoryProcess saveAndFlush(CompulsoryProcess process);

	Optional<CompulsoryProcess> findById(UUID id);

	Optional<CompulsoryProcess> findByFormKey(UUID formKey);

	List<CompulsoryProcess> findByRequestIdOrderByOpenedAtAscIdAsc(UUID requestId);

	/** The id of the request, without reading the process into the session. */
	@Query("select p.requestId from CompulsoryProcess p where p.id = :id")
	Optional<UUID> requestOf(UUID id);

	/** Read after the request is locked, so that it is as the last mover left it. */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select p from CompulsoryProcess p where p.id = :id")
	Optional<CompulsoryProcess> lockById(UUID id);

}
