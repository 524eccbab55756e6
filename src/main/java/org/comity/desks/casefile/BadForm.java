package org.comity.desks.casefile;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * A form came back without what every form of ours carries: it was not drawn by us.
 */
@ResponseStatus(HttpStatus.BAD_REQUEST)
public class BadForm extends RuntimeException {

	private static final long serialVersionUID = 1L;

}
