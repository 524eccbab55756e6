@NullMarked
package org.comity.desks.account;

import org.jspecify.annotations.NullMarked;
