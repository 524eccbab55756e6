package org.comity.documents;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.comity.kernel.Rejection;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * The one way by which a form with files comes in. The body is read once, from its
 * beginning to its end, and each file's stream is handed on as it passes: no byte is
 * spooled to the disk and memory does not grow with the size. Spring's own multipart
 * support is off, so that nothing reads the body before.
 */
public final class Uploads {

	/** The longest plain field, in bytes. */
	public static final int LONGEST_FIELD = 1024 * 1024;

	/** The most parts in one form, fields and files together. */
	public static final int MOST_PARTS = 1000;

	private Uploads() {
	}

	/** Takes a file's stream to its end, now. */
	@FunctionalInterface
	public interface Receiver {

		/**
		 * Receives a file.
		 * @throws IOException if its stream breaks off, or it cannot be kept
		 */
		void receive(IncomingFile file) throws IOException;

	}

	/**
	 * Reads a form.
	 * @param request a request of type multipart/form-data whose body nobody has read
	 * @param receiver gets each file that has bytes; a file field left empty by the
	 * browser is passed over, a named file of no bytes is refused
	 * @return the plain fields, and what was refused
	 * @throws BrokenUpload if the body is malformed or breaks off
	 * @throws UncheckedIOException if a file cannot be kept
	 */
	public static UploadedForm read(HttpServletRequest request, Receiver receiver) {
		JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory> upload = new JakartaServletFileUpload<>();
		upload.setHeaderCharset(StandardCharsets.UTF_8);
		try {
			return read(upload.getItemIterator(request), receiver);
		}
		catch (IOException ex) {
			throw new BrokenUpload(ex);
		}
	}

	private static UploadedForm read(FileItemInputIterator parts, Receiver receiver) throws IOException {
		MultiValueMap<String, String> fields = new LinkedMultiValueMap<>();
		List<Rejection> rejections = new ArrayList<>();
		int files = 0;
		int count = 0;
		while (parts.hasNext()) {
			FileItemInput part = parts.next();
			if (++count > MOST_PARTS) {
				throw new FileUploadException("More than " + MOST_PARTS + " parts");
			}
			String field = (part.getFieldName() != null) ? part.getFieldName() : "";
			if (part.isFormField()) {
				fields.add(field, text(part.getInputStream(), field, rejections));
				continue;
			}
			String sent = nameOf(part);
			WatchedStream source = new WatchedStream(part.getInputStream());
			BufferedInputStream content = MediaTypes.rewindable(source);
			boolean empty = isEmpty(content);
			if (empty && (sent == null || sent.isBlank())) {
				continue;
			}
			String name = FileNames.safe((sent != null) ? sent : "");
			if (empty) {
				rejections.add(Rejection.at(field, "documents.upload.empty", name));
				continue;
			}
			String mediaType = MediaTypes.detect(content, name);
			try {
				receiver.receive(new IncomingFile(field, name, mediaType, content, new LinkedMultiValueMap<>(fields)));
			}
			catch (IOException ex) {
				if (source.broken) {
					throw ex;
				}
				throw new UncheckedIOException(ex);
			}
			files++;
		}
		return new UploadedForm(fields, files, rejections);
	}

	private static String text(InputStream content, String field, List<Rejection> rejections) throws IOException {
		ByteArrayOutputStream kept = new ByteArrayOutputStream();
		byte[] buffer = new byte[8192];
		boolean cut = false;
		int read;
		while ((read = content.read(buffer)) != -1) {
			int room = LONGEST_FIELD - kept.size();
			kept.write(buffer, 0, Math.min(room, read));
			cut |= read > room;
		}
		if (cut) {
			rejections.add(Rejection.at(field, "documents.upload.field-too-long"));
		}
		return kept.toString(StandardCharsets.UTF_8);
	}

	private static boolean isEmpty(BufferedInputStream content) throws IOException {
		content.mark(1);
		boolean empty = content.read() == -1;
		content.reset();
		return empty;
	}

	private static @Nullable String nameOf(FileItemInput part) {
		try {
			return part.getName();
		}
		catch (InvalidPathException ex) {
			// The library refuses a name with a NUL; we drop the NUL and go on.
			return ex.getInput();
		}
	}

	/** Tells a stream that broke off from a disk that would not take it. */
	private static final class WatchedStream extends FilterInputStream {

		private boolean broken;

		WatchedStream(InputStream in) {
			super(in);
		}

		@Override
		public int read() throws IOException {
			try {
				return super.read();
			}
			catch (IOException ex) {
				this.broken = true;
				throw ex;
			}
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			try {
				return super.read(buffer, offset, length);
			}
			catch (IOException ex) {
				this.broken = true;
				throw ex;
			}
		}

	}

}
