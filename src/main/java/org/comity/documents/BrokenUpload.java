package org.comity.documents;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The body is no form with files, or it broke off. Nothing of the file that was on its
 * way is kept.
 */
@ResponseStatus(HttpStatus.BAD_REQUEST)
public class BrokenUpload extends RuntimeException {

	private static final long serialVersionUID = 1L;

	BrokenUpload(Throwable cause) {
		super("The upload cannot be read", cause);
	}

}
