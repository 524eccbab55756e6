@NullMarked
package org.comity.evidence.bag;

import org.jspecify.annotations.NullMarked;
