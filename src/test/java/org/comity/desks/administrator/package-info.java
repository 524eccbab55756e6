@NullMarked
package org.comity.desks.administrator;

import org.jspecify.annotations.NullMarked;
