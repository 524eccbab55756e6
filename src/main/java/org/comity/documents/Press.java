package org.comity.documents;

import java.util.Map;

/**
 * What makes a PDF from a template: as it is drawn ({@link PdfRenderer}), or signed as
 * well.
 */
@FunctionalInterface
public interface Press {

	/**
	 * Renders a template.
	 * @param template the template's name without folder and ending
	 * @param model what the template speaks of
	 * @param metadata the file's properties
	 * @return the PDF
	 * @throws IllegalStateException if the template yields no well-formed page
	 */
	byte[] render(String template, Map<String, ?> model, PdfMetadata metadata);

}
