/**
 * The screens on which lodged evidence is read: by the executing office its content, by
 * those who watch over it its custody.
 */
@NullMarked
package org.comity.desks.usao.evidence;

import org.jspecify.annotations.NullMarked;
