package org.comity.process;

import java.time.Instant;
import java.util.UUID;

/**
 * A paper of a process as it shows to one person.
 *
 * @param id the document, which stands in links
 * @param name the name under which they are offered it
 * @param kind what it is: a kind of process, NON_DISCLOSURE or ATTACHMENT
 * @param size in bytes
 * @param sha256 of the file
 * @param at when it was made or sent
 */
public record ProcessPaper(UUID id, String name, String kind, long size, String sha256, Instant at) {
}
