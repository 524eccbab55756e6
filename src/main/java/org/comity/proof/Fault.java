package org.comity.proof;

import java.util.UUID;

/**
 * The first bad entry of a chain.
 *
 * @param request the request
 * @param reference its reference
 * @param seq the number of the entry
 * @param what what is wrong with it: {@code missing}, {@code twice}, {@code unreadable},
 * {@code previous}, {@code hash}, {@code seal}, {@code person}, {@code words},
 * {@code checkpoint}, {@code head}, {@code stray}, {@code state}, {@code erasure} or
 * {@code request}
 */
public record Fault(UUID request, String reference, long seq, String what) {
}
