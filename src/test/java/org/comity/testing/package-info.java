/**
 * What every test of the application shares: a real PostgreSQL with the two roles of
 * operation. A Spring test needs to ask for nothing, see
 * {@link org.comity.testing.TestDatabaseCustomizerFactory}.
 */
@NullMarked
package org.comity.testing;

import org.jspecify.annotations.NullMarked;
