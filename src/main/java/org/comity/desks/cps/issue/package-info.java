/**
 * Where a prosecutor signs a letter off.
 */
@NullMarked
package org.comity.desks.cps.issue;

import org.jspecify.annotations.NullMarked;
