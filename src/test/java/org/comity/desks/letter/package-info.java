@NullMarked
package org.comity.desks.letter;

import org.jspecify.annotations.NullMarked;
