package org.comity.proof;

import java.util.UUID;

/**
 * The first bad entry of a chain.
 *
 * @param request the request
 * @param reference its reference
 * @param seq the number of the entry
 * @param what what is wrong with it: {@code missing}, {@code previous}, {@code hash},
 * {@code seal}, {@code person}, {@code words}, {@code checkpoint} or {@code head}
 */
public record Fault(UUID request, String reference, long seq, String what) {
}
