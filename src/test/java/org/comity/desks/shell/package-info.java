@NullMarked
package org.comity.desks.shell;

import org.jspecify.annotations.NullMarked;
