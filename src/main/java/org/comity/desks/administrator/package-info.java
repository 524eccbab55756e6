/**
 * The administrator's desk: people and offices, and never a case.
 */
@NullMarked
package org.comity.desks.administrator;

import org.jspecify.annotations.NullMarked;
