package org.comity.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.beans.factory.annotation.Qualifier;

/**
 * The database as its owner sees it, above the wall: for tests that look at what the
 * application did for all offices, or change what it never could.
 */
@Qualifier(AsOwner.NAME)
@Target({ ElementType.FIELD, ElementType.PARAMETER })
@Retention(RetentionPolicy.RUNTIME)
public @interface AsOwner {

	/** The name of the bean. */
	String NAME = "owner";

}
