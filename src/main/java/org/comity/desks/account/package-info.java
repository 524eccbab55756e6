/**
 * The sign-in page and one's own account.
 */
@NullMarked
package org.comity.desks.account;

import org.jspecify.annotations.NullMarked;
