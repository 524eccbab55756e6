package org.comity.documents;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of file that an office's papers come as. Never one that runs by itself, never
 * an archive, never a page with scripts.
 */
public enum FileKind {

	PDF("application/pdf", "pdf"),

	WORD("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),

	OLD_WORD("application/msword", "doc"),

	EXCEL("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),

	OLD_EXCEL("application/vnd.ms-excel", "xls"),

	WRITER("application/vnd.oasis.opendocument.text", "odt"),

	CALC("application/vnd.oasis.opendocument.spreadsheet", "ods"),

	RICH_TEXT("application/rtf", "rtf"),

	TEXT("text/plain", "txt", "text", "log", "md", "asc"),

	TABLE("text/csv", "csv"),

	JPEG("image/jpeg", "jpg", "jpeg"),

	PNG("image/png", "png"),

	TIFF("image/tiff", "tif", "tiff"),

	MAIL("message/rfc822", "eml"),

	OUTLOOK("application/vnd.ms-outlook", "msg"),

	JSON("application/json", "json");

	private final String mediaType;

	private final List<String> endings;

	FileKind(String mediaType, String... endings) {
		this.mediaType = mediaType;
		this.endings = List.of(endings);
	}

	public String mediaType() {
		return this.mediaType;
	}

	/** Returns the kind of a media type, if it is one of ours. */
	public static Optional<FileKind> of(String mediaType) {
		return Arrays.stream(values()).filter((kind) -> kind.mediaType.equals(mediaType)).findFirst();
	}

	/**
	 * Returns the name with an ending that is true: the one it has, or else this kind's
	 * own in place of it.
	 */
	String named(String name) {
		int dot = name.lastIndexOf('.');
		String ending = name.substring(dot + 1).toLowerCase(Locale.ROOT);
		if (dot > 0 && this.endings.contains(ending)) {
			return name;
		}
		boolean replaced = dot > 0 && ending.matches("[a-z0-9]{1,5}");
		return FileNames.safe((replaced ? name.substring(0, dot) : name) + "." + this.endings.get(0));
	}

}
