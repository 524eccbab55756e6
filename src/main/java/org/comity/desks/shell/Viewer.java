package org.comity.desks.shell;

/**
 * Who is signed in, as the head of each page says it.
 *
 * @param name the person's name
 * @param officeName the office's short name
 * @param unreadNotices how many notices are unread
 */
public record Viewer(String name, String officeName, int unreadNotices) {
}
