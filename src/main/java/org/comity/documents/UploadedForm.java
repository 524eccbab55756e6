package org.comity.documents;

import java.util.List;

import org.comity.kernel.Rejection;
import org.springframework.util.MultiValueMap;

/**
 * What was left of an upload when all its files had been handed on.
 *
 * @param fields the plain fields, in the order sent
 * @param files how many files were handed on
 * @param rejections what was refused on the way: empty files, a field too long
 */
public record UploadedForm(MultiValueMap<String, String> fields, int files, List<Rejection> rejections) {

	public UploadedForm {
		rejections = List.copyOf(rejections);
	}

	/** Returns the field's first value, or the empty text. */
	public String first(String field) {
		String value = this.fields.getFirst(field);
		return (value != null) ? value : "";
	}

}
