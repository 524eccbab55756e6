/**
 * A case from a blank application to the provider's answer, in a real browser, by eight
 * people at their own desks.
 */
@NullMarked
package org.comity.journey;

import org.jspecify.annotations.NullMarked;
