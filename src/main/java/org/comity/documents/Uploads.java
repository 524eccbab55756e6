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
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.comity.kernel.Rejection;
import org.comity.malware.MalwareFound;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;
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
	 * Reads a form. A file that its place does not take is refused beside its field and
	 * passed over; one whose name ends otherwise than its content gets another ending.
	 * @param request a request of type multipart/form-data whose body nobody has read
	 * @param place where the files come in
	 * @param receiver gets each file that has bytes and is taken; a file field left empty
	 * by the browser is passed over, a named file of no bytes is refused
	 * @return the plain fields, and what was refused
	 * @throws BrokenUpload if the body is malformed or breaks off
	 * @throws UncheckedIOException if a file cannot be kept
	 */
	public static UploadedForm read(HttpServletRequest request, UploadPlace place, Receiver receiver) {
		JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory> upload = new JakartaServletFileUpload<>();
		upload.setHeaderCharset(StandardCharsets.UTF_8);
		try {
			return read(upload.getItemIterator(request), place, receiver);
		}
		catch (IOException ex) {
			throw new BrokenUpload(ex);
		}
	}

	/**
	 * Reads a file that came by itself, not in a form, under the same rules.
	 * @param name as it was sent
	 * @param content not closed
	 * @return no fields, and what was refused
	 * @throws IOException if its stream breaks off
	 * @throws UncheckedIOException if it cannot be kept
	 */
	public static UploadedForm single(String field, String name, InputStream content, UploadPlace place,
			Receiver receiver) throws IOException {
		Intake intake = new Intake(place, receiver);
		intake.offer(field, name, content);
		return intake.form();
	}

	private static UploadedForm read(FileItemInputIterator parts, UploadPlace place, Receiver receiver)
			throws IOException {
		Intake intake = new Intake(place, receiver);
		int count = 0;
		while (parts.hasNext()) {
			FileItemInput part = parts.next();
			if (++count > MOST_PARTS) {
				throw new FileUploadException("More than " + MOST_PARTS + " parts");
			}
			String field = (part.getFieldName() != null) ? part.getFieldName() : "";
			if (part.isFormField()) {
				intake.fields.add(field, text(part.getInputStream(), field, intake.rejections));
			}
			else {
				intake.offer(field, nameOf(part), part.getInputStream());
			}
		}
		return intake.form();
	}

	/** What a place takes of the files that are offered to it, one after the other. */
	private static final class Intake {

		private final UploadPlace place;

		private final Receiver receiver;

		private final MultiValueMap<String, String> fields = new LinkedMultiValueMap<>();

		private final List<Rejection> rejections = new ArrayList<>();

		private int files;

		Intake(UploadPlace place, Receiver receiver) {
			this.place = place;
			this.receiver = receiver;
		}

		UploadedForm form() {
			return new UploadedForm(this.fields, this.files, this.rejections);
		}

		void offer(String field, @Nullable String sent, InputStream stream) throws IOException {
			WatchedStream source = new WatchedStream(stream);
			BufferedInputStream content = MediaTypes.rewindable(source);
			boolean empty = isEmpty(content);
			if (empty && (sent == null || sent.isBlank())) {
				return;
			}
			String name = FileNames.safe((sent != null) ? sent : "");
			if (empty) {
				this.rejections.add(Rejection.at(field, "documents.upload.empty", name));
				return;
			}
			String mediaType = MediaTypes.detect(content, name);
			Optional<FileKind> kind = this.place.takes(mediaType);
			if (kind.isEmpty() && !this.place.any()) {
				this.rejections.add(wrongType(field, this.place, name, mediaType));
				return;
			}
			if (this.files >= this.place.most()) {
				this.rejections.add(Rejection.at(field, "documents.upload.too-many", this.place.most(), name));
				return;
			}
			String kept = this.place.any() ? name : kind.orElseThrow().named(name);
			try {
				this.receiver.receive(new IncomingFile(field, kept, mediaType,
						new LimitedStream(content, this.place.largest()), new LinkedMultiValueMap<>(this.fields)));
			}
			catch (LimitedStream.TooLong ex) {
				this.rejections
					.add(Rejection.at(field, "documents.upload.too-large", name, size(this.place.largest())));
			}
			catch (MalwareFound ex) {
				this.rejections.add(Rejection.at(field, "documents.upload.malware", name));
			}
			catch (IOException ex) {
				if (source.broken) {
					throw ex;
				}
				throw new UncheckedIOException(ex);
			}
			this.files++;
		}

	}

	private static Rejection wrongType(String field, UploadPlace place, String name, String mediaType) {
		MessageSourceResolvable known = new DefaultMessageSourceResolvable(
				new String[] { "documents.type." + mediaType, "documents.type.other" }, new Object[] { mediaType });
		return Rejection.at(field, "documents.upload.type." + place, name, known);
	}

	private static MessageSourceResolvable size(long bytes) {
		return (bytes >= UploadPlace.MEGABYTE)
				? new DefaultMessageSourceResolvable(new String[] { "documents.size.megabytes" },
						new Object[] { bytes / UploadPlace.MEGABYTE })
				: new DefaultMessageSourceResolvable(new String[] { "documents.size.bytes" }, new Object[] { bytes });
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
