/**
 * Where an officer begins a request.
 */
@NullMarked
package org.comity.desks.police.draft;

import org.jspecify.annotations.NullMarked;
