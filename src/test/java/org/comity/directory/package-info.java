@NullMarked
package org.comity.directory;

import org.jspecify.annotations.NullMarked;
