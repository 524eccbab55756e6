/**
 * Preservation: its rules, and its records against a real database.
 */
@NullMarked
package org.comity.preservation;

import org.jspecify.annotations.NullMarked;
