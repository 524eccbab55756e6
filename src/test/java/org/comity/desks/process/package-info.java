@NullMarked
package org.comity.desks.process;

import org.jspecify.annotations.NullMarked;
