/**
 * Where a prosecutor opens a supplement to a request that was transmitted.
 */
@NullMarked
package org.comity.desks.cps.supplement;

import org.jspecify.annotations.NullMarked;
