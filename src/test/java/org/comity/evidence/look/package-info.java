@NullMarked
package org.comity.evidence.look;

import org.jspecify.annotations.NullMarked;
