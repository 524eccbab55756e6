/**
 * The whole application as a browser meets it: who gets through which door, and what a
 * hostile hand can type.
 */
@NullMarked
package org.comity.web;

import org.jspecify.annotations.NullMarked;
