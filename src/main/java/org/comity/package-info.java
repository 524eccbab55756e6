/**
 * Comity carries a mutual legal assistance request from a British police officer to a US
 * provider over five hops, and brings the evidence home by the same chain.
 */
@NullMarked
package org.comity;

import org.jspecify.annotations.NullMarked;
