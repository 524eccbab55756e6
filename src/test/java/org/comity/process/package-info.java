@NullMarked
package org.comity.process;

import org.jspecify.annotations.NullMarked;
