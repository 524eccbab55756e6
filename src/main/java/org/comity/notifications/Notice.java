package org.comity.notifications;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What an office was told, as it shows to one of its people.
 *
 * @param id the notice
 * @param request the request; never shown to a provider
 * @param subject the request, process or part that moved
 * @param machine REQUEST, PROCESS or PRODUCTION
 * @param reference the reference the office knows the request by; empty for a provider
 * @param labelCode message key of what was done
 * @param office short name of the office that did it
 * @param occurredAt when
 * @param read whether this person has opened it
 * @param opener who opened the request in an emergency; null for every other notice
 * @param leads whether this person may see what moved: all but some who are told of an
 * emergency in another team
 */
public record Notice(UUID id, UUID request, UUID subject, String machine, String reference, String labelCode,
		String office, Instant occurredAt, boolean read, @Nullable String opener, boolean leads) {
}
