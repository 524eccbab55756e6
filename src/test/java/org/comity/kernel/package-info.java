/**
 * The words that every other module speaks.
 */
@NullMarked
package org.comity.kernel;

import org.jspecify.annotations.NullMarked;
