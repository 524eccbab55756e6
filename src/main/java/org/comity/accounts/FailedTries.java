package org.comity.accounts;

import java.io.Serializable;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What was tried in somebody's name while they were away.
 *
 * @param howMany wrong passwords, codes and passkeys
 * @param since when the person was last in; null if never
 */
public record FailedTries(int howMany, @Nullable Instant since) implements Serializable {
}
