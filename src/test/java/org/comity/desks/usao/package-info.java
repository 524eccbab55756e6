@NullMarked
package org.comity.desks.usao;

import org.jspecify.annotations.NullMarked;
