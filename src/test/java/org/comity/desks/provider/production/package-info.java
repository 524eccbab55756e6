/**
 * The provider's screens for a production, and the readers' for what was lodged.
 */
@NullMarked
package org.comity.desks.provider.production;

import org.jspecify.annotations.NullMarked;
