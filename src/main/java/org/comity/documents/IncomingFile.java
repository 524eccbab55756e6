package org.comity.documents;

import java.io.InputStream;

import org.springframework.util.MultiValueMap;

/**
 * A file as it comes in. Its stream can be read once, now, and never later.
 *
 * @param field the form field it was sent in
 * @param name its name, made safe
 * @param mediaType its type, told by its content
 * @param content its bytes, at least one
 * @param fieldsBefore the plain fields that stood before it in the form
 */
public record IncomingFile(String field, String name, String mediaType, InputStream content,
		MultiValueMap<String, String> fieldsBefore) {

}
