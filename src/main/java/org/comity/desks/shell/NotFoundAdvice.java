package org.comity.desks.shell;

import java.io.IOException;
import java.util.NoSuchElementException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.comity.accounts.SignedIn;
import org.comity.requests.RefusedLooks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * What does not exist, or does not exist for this person, is not found; who asked for it
 * is written down for the auditors. Nothing else is caught here: an unexpected failure
 * must stay one.
 */
@ControllerAdvice
class NotFoundAdvice {

	private static final Logger log = LoggerFactory.getLogger(NotFoundAdvice.class);

	private final RefusedLooks looks;

	NotFoundAdvice(RefusedLooks looks) {
		this.looks = looks;
	}

	@ExceptionHandler(NoSuchElementException.class)
	void missing(NoSuchElementException ex, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		log.debug("Not found", ex);
		SignedIn.actorNow()
			.ifPresent((actor) -> ReadAddress.asked(request)
				.ifPresent((asked) -> this.looks.note(actor, asked.address().root(), asked.key(),
						asked.address().thing())));
		response.sendError(HttpStatus.NOT_FOUND.value());
	}

	/**
	 * An address with something that is no id in an id's place; a bad field is a bad
	 * request.
	 */
	@ExceptionHandler(MethodArgumentTypeMismatchException.class)
	void mistyped(MethodArgumentTypeMismatchException ex, HttpServletResponse response) throws IOException {
		boolean inAddress = ex.getParameter().hasParameterAnnotation(PathVariable.class);
		response.sendError(inAddress ? HttpStatus.NOT_FOUND.value() : HttpStatus.BAD_REQUEST.value());
	}

}
