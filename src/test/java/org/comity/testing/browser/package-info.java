/**
 * A real browser for tests: Chromium, driven by Playwright, with pictures and an
 * accessibility check.
 */
@NullMarked
package org.comity.testing.browser;

import org.jspecify.annotations.NullMarked;
