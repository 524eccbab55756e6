/**
 * Where the executing office releases milestones to the requesting side, item by item.
 */
@NullMarked
package org.comity.desks.usao.milestones;

import org.jspecify.annotations.NullMarked;
