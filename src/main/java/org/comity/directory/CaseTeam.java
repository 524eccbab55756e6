package org.comity.directory;

import java.util.UUID;

/**
 * A team inside one office: the people who need to know of its cases.
 *
 * @param id the id
 * @param office the office, which never changes
 * @param name the name, unique inside the office
 */
public record CaseTeam(UUID id, UUID office, String name) {
}
