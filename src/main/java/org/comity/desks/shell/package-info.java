/**
 * What every page has around it: who is signed in, where they can go, and what is shown
 * when something goes wrong.
 */
@NullMarked
package org.comity.desks.shell;

import org.jspecify.annotations.NullMarked;
