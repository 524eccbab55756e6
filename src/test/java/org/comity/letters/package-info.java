@NullMarked
package org.comity.letters;

import org.jspecify.annotations.NullMarked;
