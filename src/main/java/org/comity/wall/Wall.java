package org.comity.wall;

import java.io.IOException;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.servlet.ServletException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Says in whose name the database is asked, where no {@link org.comity.kernel.Actor} is
 * at hand that says it: for the length of a web request, and for work that nobody's click
 * began.
 */
@Component
public class Wall {

	private final Standpoints standpoints;

	Wall(Standpoints standpoints) {
		this.standpoints = standpoints;
	}

	/**
	 * Does some work in the name of an office. A transaction that is under way goes on in
	 * its name, and afterwards in whose it was before.
	 * @param office whose rows are seen; an unknown one sees none
	 */
	public <T extends @Nullable Object> T inTheNameOf(UUID office, Supplier<T> work) {
		return this.standpoints.at(new Standpoint.Of(office), work::get);
	}

	/** As {@link #inTheNameOf(UUID, Supplier)}. */
	public void inTheNameOf(UUID office, Runnable work) {
		this.standpoints.at(new Standpoint.Of(office), () -> {
			work.run();
			return null;
		});
	}

	/** The rest of a web request. */
	public interface Rest {

		void go() throws IOException, ServletException;

	}

	/**
	 * Does the rest of a web request in the name of the office of whoever sent it.
	 */
	public void request(UUID office, Rest rest) throws IOException, ServletException {
		try {
			this.standpoints.call(new Standpoint.Of(office), () -> {
				rest.go();
				return true;
			});
		}
		catch (IOException | ServletException | RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new ServletException(ex);
		}
	}

}
