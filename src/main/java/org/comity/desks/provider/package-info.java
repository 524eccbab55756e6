/**
 * The provider's own screens: what was served on it. Nothing here knows of a request.
 */
@NullMarked
package org.comity.desks.provider;

import org.jspecify.annotations.NullMarked;
