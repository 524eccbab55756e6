@NullMarked
package org.comity.desks.fragments;

import org.jspecify.annotations.NullMarked;
