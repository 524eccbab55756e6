/**
 * Evidence: the rules of a lodging, and lives of parts against a real database.
 */
@NullMarked
package org.comity.evidence;

import org.jspecify.annotations.NullMarked;
