package org.comity.signing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import org.comity.kernel.Digests;

/**
 * Looks through a stranger's file for what our documents carry: a code among its
 * properties, a certificate in a signature. It is no parser of PDFs, and so cannot be led
 * astray by one: it goes over the bytes once, keeps a few kilobytes whatever the size,
 * and unpacks no more than a fixed amount. What it does not find may still be there; what
 * it finds may have been put there. Neither makes a document genuine.
 */
final class MarkScanner implements AutoCloseable {

	/** The most bytes that are unpacked of one file. */
	static final long MOST_UNPACKED = 64L * 1024 * 1024;

	/** The most that is looked at of one string of hexadecimal digits, in bytes. */
	private static final int LONGEST_STRING = 48 * 1024;

	/** Certificates are longer than this; so is what we look for in such a string. */
	private static final int SHORTEST_CERTIFICATE = 256;

	private static final int LONGEST_CERTIFICATE = 8 * 1024;

	/** The most that is hashed as if it were a certificate. */
	private static final int MOST_CANDIDATES = 512;

	private static final int MOST_CODES = 32;

	/** The most streams that are looked into; each one that is none costs a little. */
	private static final int MOST_STREAMS = 20_000;

	/** Begins the content of a stream. Its first letter comes only once in it. */
	private static final byte[] STREAM = "stream".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] MARK = DocumentCode.MARK.getBytes(StandardCharsets.US_ASCII);

	/** The value of each byte as a hexadecimal digit; -1 if it is none. */
	private static final byte[] DIGITS = new byte[256];

	static {
		for (int one = 0; one < DIGITS.length; one++) {
			DIGITS[one] = (byte) Character.digit(one, 16);
		}
	}

	private final MessageDigest whole = Digests.sha256();

	private final Set<String> codes = new LinkedHashSet<>();

	private final Set<String> certificates = new LinkedHashSet<>();

	private final CodeFinder plain = new CodeFinder();

	private final CodeFinder unpacked = new CodeFinder();

	private final Inflater inflater = new Inflater();

	private final byte[] out = new byte[16 * 1024];

	private final byte[] digits = new byte[LONGEST_STRING];

	private int digitsRead;

	private int half = -1;

	private int candidates;

	private int ofStream;

	private int streams;

	private boolean unpacking;

	private long room = MOST_UNPACKED;

	/** Takes the next bytes of the file. */
	void take(byte[] bytes, int length) {
		this.whole.update(bytes, 0, length);
		// What comes of a stream that began in earlier bytes is unpacked first.
		int packedUntil = this.unpacking ? unpack(bytes, 0, length) : 0;
		for (int i = 0; i < length; i++) {
			int one = bytes[i] & 0xff;
			this.plain.take(one);
			hexadecimal(one);
			if (i >= packedUntil && beginsStream(one)) {
				this.inflater.reset();
				this.unpacked.begin();
				this.unpacking = true;
				packedUntil = unpack(bytes, i + 1, length);
			}
		}
	}

	/** Whether this byte is the end of the line after the word "stream". */
	private boolean beginsStream(int one) {
		if (this.ofStream == STREAM.length) {
			if (one == '\r') {
				return false;
			}
			this.ofStream = 0;
			return one == '\n' && this.room > 0 && this.streams++ < MOST_STREAMS;
		}
		this.ofStream = (one == STREAM[this.ofStream]) ? this.ofStream + 1 : (one == STREAM[0]) ? 1 : 0;
		return false;
	}

	/**
	 * Unpacks what there is of a stream.
	 * @return where its packed bytes end
	 */
	private int unpack(byte[] bytes, int from, int to) {
		this.inflater.setInput(bytes, from, to - from);
		try {
			while (this.room > 0) {
				int got = this.inflater.inflate(this.out);
				this.room -= got;
				for (int i = 0; i < got; i++) {
					this.unpacked.take(this.out[i] & 0xff);
				}
				if (this.inflater.finished() || this.inflater.needsDictionary()) {
					break;
				}
				if (got == 0) {
					return to;
				}
			}
		}
		catch (DataFormatException ex) {
			// Not packed, or not as we know it: the plain bytes are looked at anyhow.
			this.unpacking = false;
			return from;
		}
		this.unpacking = false;
		return to - this.inflater.getRemaining();
	}

	/** Gathers a string of hexadecimal digits, as a signature is written. */
	private void hexadecimal(int one) {
		int digit = DIGITS[one];
		if (digit >= 0) {
			if (this.half < 0) {
				this.half = digit;
			}
			else {
				if (this.digitsRead < LONGEST_STRING) {
					this.digits[this.digitsRead++] = (byte) (this.half << 4 | digit);
				}
				this.half = -1;
			}
		}
		else if (one != '\n' && one != '\r' && one != ' ' && one != '\t') {
			endOfString();
		}
	}

	private void endOfString() {
		if (this.digitsRead >= MARK.length + DocumentCode.LENGTH) {
			CodeFinder inside = new CodeFinder();
			for (int i = 0; i < this.digitsRead; i++) {
				inside.take(this.digits[i] & 0xff);
			}
			findCertificates();
		}
		this.digitsRead = 0;
		this.half = -1;
	}

	/**
	 * A certificate is an ASN.1 sequence whose length takes two bytes. Whatever looks
	 * like one is hashed.
	 */
	private void findCertificates() {
		for (int i = 0; i + 4 < this.digitsRead && this.candidates < MOST_CANDIDATES; i++) {
			if (this.digits[i] == 0x30 && this.digits[i + 1] == (byte) 0x82) {
				int length = 4 + ((this.digits[i + 2] & 0xff) << 8 | this.digits[i + 3] & 0xff);
				if (length >= SHORTEST_CERTIFICATE && length <= LONGEST_CERTIFICATE && i + length <= this.digitsRead) {
					this.candidates++;
					MessageDigest digest = Digests.sha256();
					digest.update(this.digits, i, length);
					this.certificates.add(HexFormat.of().formatHex(digest.digest()));
				}
			}
		}
	}

	/** Returns the hash of the file, when all of it was taken. */
	String sha256() {
		endOfString();
		return HexFormat.of().formatHex(this.whole.digest());
	}

	/** The codes in it, ours or not. */
	Set<String> codes() {
		return this.codes;
	}

	/** The hashes of what may be certificates in it. */
	Set<String> certificates() {
		return this.certificates;
	}

	@Override
	public void close() {
		this.inflater.end();
	}

	/**
	 * Finds the mark and the code behind it, in one byte a character or two: bytes of
	 * zero are passed over.
	 */
	private final class CodeFinder {

		private final StringBuilder code = new StringBuilder();

		private int ofMark;

		void begin() {
			this.ofMark = 0;
			this.code.setLength(0);
		}

		void take(int one) {
			if (one == 0 || this.ofMark == 0 && one != MARK[0]) {
				return;
			}
			if (this.ofMark < MARK.length) {
				// The mark's first letter comes only once in it.
				this.ofMark = (one == MARK[this.ofMark]) ? this.ofMark + 1 : (one == MARK[0]) ? 1 : 0;
				return;
			}
			if (one == '-' && !this.code.isEmpty()) {
				return;
			}
			this.code.append((char) one);
			if (this.code.length() == DocumentCode.LENGTH) {
				if (MarkScanner.this.codes.size() < MOST_CODES) {
					DocumentCode.typed(this.code.toString())
						.ifPresent((found) -> MarkScanner.this.codes.add(found.value()));
				}
				begin();
			}
		}

	}

}
