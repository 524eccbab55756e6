package org.comity.wall;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.UUID;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For tests of services whose callers answer for who may see: what such a test asks in
 * nobody's name it asks as the oversight office of the requesting side, which sees every
 * request. Where an actor is named it is asked in that one's name, as ever.
 */
@Target({ ElementType.TYPE, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(Overseen.Stand.class)
public @interface Overseen {

	/** Takes the standpoint for the test's own thread. */
	class Stand implements BeforeEachCallback, AfterEachCallback {

		static final UUID OVERSIGHT_UK = UUID.fromString("00000000-0000-7000-8000-000000000161");

		/**
		 * Does something as work in the background does it, in transactions it begins.
		 */
		public static void inBackground(Runnable work) {
			from(Standpoint.Background.BACKGROUND, work);
		}

		/** Does something where no test stands for itself: in a thread, at a start. */
		public static void overseen(Runnable work) {
			from(new Standpoint.Of(OVERSIGHT_UK), work);
		}

		/** Does something as whatever the clock begins does it: from nowhere. */
		public static void fromNowhere(Runnable work) {
			from(Standpoint.Nobody.NOBODY, work);
		}

		private static void from(Standpoint there, Runnable work) {
			Standpoint before = Standpoints.now();
			Standpoints.stand(there);
			try {
				work.run();
			}
			finally {
				Standpoints.stand(before);
			}
		}

		@Override
		public void beforeEach(ExtensionContext context) {
			Standpoints.stand(new Standpoint.Of(OVERSIGHT_UK));
		}

		@Override
		public void afterEach(ExtensionContext context) {
			Standpoints.stand(Standpoint.Nobody.NOBODY);
		}

	}

}
