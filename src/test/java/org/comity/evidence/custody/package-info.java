@NullMarked
package org.comity.evidence.custody;

import org.jspecify.annotations.NullMarked;
