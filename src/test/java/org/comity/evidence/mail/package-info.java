@NullMarked
package org.comity.evidence.mail;

import org.jspecify.annotations.NullMarked;
