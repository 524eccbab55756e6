/**
 * The lifecycle tables against their reviewed golden files and drawn pictures.
 */
@NullMarked
package org.comity.lifecycle;

import org.jspecify.annotations.NullMarked;
