/**
 * The embedded server, tried with real processes.
 */
@NullMarked
package org.comity.embedded;

import org.jspecify.annotations.NullMarked;
