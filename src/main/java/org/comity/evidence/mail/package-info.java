/**
 * Mailboxes in the mbox format, read as a stream: what messages are in one, and the same
 * mailbox without some of them. Nothing here holds more than one line and one header in
 * memory, whatever the size.
 */
@NullMarked
package org.comity.evidence.mail;

import org.jspecify.annotations.NullMarked;
