@NullMarked
package org.comity.desks.review;

import org.jspecify.annotations.NullMarked;
