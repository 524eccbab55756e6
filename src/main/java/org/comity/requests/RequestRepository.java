package org.comity.requests;

import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

@Transactional
interface RequestRepository extends Repository<Request, UUID> {

	Request save(Request request);

	Request saveAndFlush(Request request);

	Optional<Request> findById(UUID id);

	/**
	 * The row is locked until the transaction ends: two who move at once are put in line.
	 */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select r from Request r where r.id = :id")
	Optional<Request> lockById(UUID id);

}
