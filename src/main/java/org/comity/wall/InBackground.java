package org.comity.wall;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that works in nobody's name: it finds what is due over all offices, or
 * tells an office of what another has done. It runs as a database role of its own that is
 * granted what such work needs, column by column, and nothing else. What it finds is then
 * done in the name of an office, by {@link Wall#inTheNameOf}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface InBackground {

}
