package org.comity.documents;

import org.springframework.context.MessageSource;

/**
 * Makes renderers for tests of other modules.
 */
public final class PdfRendererAccess {

	private PdfRendererAccess() {
	}

	public static PdfRenderer with(MessageSource messages) {
		return new PdfRenderer(messages);
	}

}
