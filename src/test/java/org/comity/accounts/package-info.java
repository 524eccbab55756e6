@NullMarked
package org.comity.accounts;

import org.jspecify.annotations.NullMarked;
