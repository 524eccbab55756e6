@NullMarked
package org.comity.documents;

import org.jspecify.annotations.NullMarked;
