package org.comity.documents;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.logging.Level;
import java.util.regex.Pattern;

import com.openhtmltopdf.extend.FSStream;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.comity.kernel.Digests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Makes a PDF from a template under {@code templates/pdf/}: tagged for readers who listen
 * (PDF/UA-1), fit for the archive (PDF/A-2a), fonts embedded, in British English. The
 * same template, model and metadata give the same bytes.
 */
@Component
public class PdfRenderer implements Press {

	/** The serif family, for running text. */
	public static final String SERIF = "Gentium Book Plus";

	/** The sans-serif family, for headings, tables and footers. */
	public static final String SANS = "Noto Sans";

	private static final Logger log = LoggerFactory.getLogger(PdfRenderer.class);

	private static final String PRODUCER = "Comity";

	/** Stands where a character cannot be shown. */
	private static final String MARK = "\u25A1";

	/** Everything but the characters of XML 1.0 (section 2.2, Char). */
	private static final Pattern NO_CHARACTER = Pattern
		.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

	/** The one address a template may link to: the style sheet of all our documents. */
	private static final String STYLE = "comity:document.css";

	private final SpringTemplateEngine templates;

	/** Sets of fonts to keep: as many as documents are likely to be made at once. */
	private static final int SPARE_SETS = 4;

	/**
	 * Fonts that no document is being set in. To parse them takes a third of the time
	 * that a short document takes, and a parsed font serves one document at a time.
	 */
	private final BlockingQueue<List<Font>> spare = new ArrayBlockingQueue<>(SPARE_SETS);

	private final byte[] colours;

	PdfRenderer(MessageSource messages) {
		// It tells every font it loads; what matters comes to us as a diagnostic.
		XRLog.setLoggingEnabled(false);
		ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(PdfRenderer.class.getClassLoader());
		resolver.setPrefix("templates/pdf/");
		resolver.setSuffix(".html");
		resolver.setTemplateMode(TemplateMode.HTML);
		resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
		resolver.setCacheable(true);
		this.templates = new SpringTemplateEngine();
		this.templates.setTemplateResolver(resolver);
		this.templates.setMessageSource(messages);
		this.colours = resource("fonts/sRGB.icc");
	}

	@Override
	public byte[] render(String template, Map<String, ?> model, PdfMetadata metadata) {
		Context context = new Context(Locale.UK);
		model.forEach(context::setVariable);
		context.setVariable("title", metadata.title());
		String page = readable(this.templates.process(template, context));
		PdfRendererBuilder builder = new PdfRendererBuilder();
		builder.usePdfUaAccessibility(true);
		builder.usePdfAConformance(PdfAConformance.PDFA_2_A);
		builder.useColorProfile(this.colours);
		builder.withProducer(PRODUCER);
		builder.useReplacementText(MARK);
		// Nothing is ever fetched: what a page needs is in the page and in the fonts
		// here.
		builder.useUriResolver((base, uri) -> STYLE.equals(uri) ? uri : null);
		builder.useProtocolsStreamImplementation((uri) -> new Style(), "comity");
		builder.withDiagnosticConsumer((diagnostic) -> {
			if (diagnostic.getLevel().intValue() >= Level.SEVERE.intValue()) {
				log.warn("{}: {}", template, diagnostic.getFormattedMessage());
			}
		});
		builder.withHtmlContent(page, null);
		try (PDDocument document = new PDDocument()) {
			List<Font> fonts = borrow();
			builder.usePDDocument(document);
			for (Font font : fonts) {
				builder.useFont(new PDFontSupplier(font.in(document)), font.family, font.weight, font.style, true);
			}
			byte[] pdf = render(builder, metadata);
			giveBack(fonts);
			return pdf;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** People paste anything; a page with a character that XML has not is no page. */
	private static String readable(String text) {
		return NO_CHARACTER.matcher(text).replaceAll(MARK);
	}

	private List<Font> borrow() throws IOException {
		List<Font> fonts = this.spare.poll();
		if (fonts != null) {
			return fonts;
		}
		return List.of(Font.parse("GentiumBookPlus-Regular.ttf", SERIF, 400, FontStyle.NORMAL),
				Font.parse("GentiumBookPlus-Bold.ttf", SERIF, 700, FontStyle.NORMAL),
				Font.parse("GentiumBookPlus-Italic.ttf", SERIF, 400, FontStyle.ITALIC),
				Font.parse("NotoSans-Regular.ttf", SANS, 400, FontStyle.NORMAL),
				Font.parse("NotoSans-Bold.ttf", SANS, 700, FontStyle.NORMAL));
	}

	/** A set too many is left to the collector; so is one whose document failed. */
	private void giveBack(List<Font> fonts) {
		this.spare.offer(fonts);
	}

	private static byte[] render(PdfRendererBuilder builder, PdfMetadata metadata) throws IOException {
		try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
			renderer.layout();
			renderer.createPDFWithoutClosing();
			return finished(renderer.getPdfDocument(), metadata);
		}
	}

	private static byte[] finished(PDDocument pdf, PdfMetadata metadata) throws IOException {
		Instant second = metadata.createdAt().truncatedTo(ChronoUnit.SECONDS);
		Calendar made = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
		made.setTimeInMillis(second.toEpochMilli());
		PDDocumentInformation properties = new PDDocumentInformation();
		properties.setTitle(readable(metadata.title()));
		properties.setProducer(PRODUCER);
		properties.setCreationDate(made);
		properties.setModificationDate(made);
		String keyword = metadata.keyword();
		if (keyword != null) {
			properties.setKeywords(keyword);
		}
		pdf.setDocumentInformation(properties);
		// The same words again as XMP, which the archive's rules want to agree with them.
		String xmp = new String(resource("pdf/properties.xmp"), StandardCharsets.UTF_8)
			.replace("{created}", second.toString())
			.replace("{keywords}",
					(keyword != null) ? "<pdf:Keywords>" + HtmlUtils.htmlEscape(keyword) + "</pdf:Keywords>" : "")
			.replace("{title}", HtmlUtils.htmlEscape(readable(metadata.title()), StandardCharsets.UTF_8.name()));
		pdf.getDocumentCatalog()
			.setMetadata(new PDMetadata(pdf, new ByteArrayInputStream(xmp.getBytes(StandardCharsets.UTF_8))));
		pdf.getDocumentCatalog().setLanguage("en-GB");
		// A signature's field is an annotation: its page says in which order it is read.
		pdf.getPages().forEach((page) -> page.getCOSObject().setItem(COSName.getPDFName("Tabs"), COSName.S));
		PDViewerPreferences preferences = new PDViewerPreferences(new COSDictionary());
		preferences.setDisplayDocTitle(true);
		pdf.getDocumentCatalog().setViewerPreferences(preferences);
		String identity = (keyword != null) ? metadata.fingerprint() + " " + keyword : metadata.fingerprint();
		byte[] identifier = Arrays.copyOf(Digests.sha256().digest(identity.getBytes(StandardCharsets.UTF_8)), 16);
		COSArray identifiers = new COSArray();
		identifiers.add(new COSString(identifier));
		identifiers.add(new COSString(identifier));
		pdf.getDocument().getTrailer().setItem(COSName.ID, identifiers);
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		pdf.save(out);
		return out.toByteArray();
	}

	private static byte[] resource(String name) {
		try (InputStream in = new ClassPathResource(name).getInputStream()) {
			return in.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A parsed font; no document may close it. */
	private record Font(TrueTypeFont parsed, String family, int weight, FontStyle style) {

		/**
		 * Parses the font without its ligatures: a ligature has no character of its own,
		 * so a text with one can be neither searched nor read aloud.
		 */
		static Font parse(String file, String family, int weight, FontStyle style) throws IOException {
			TrueTypeFont parsed = new TTFParser().parse(new RandomAccessReadBuffer(resource("fonts/" + file)));
			parsed.setEnableGsub(false);
			return new Font(parsed, family, weight, style);
		}

		/** Makes the font one of a document's, which embeds the characters it uses. */
		PDFont in(PDDocument document) throws IOException {
			return PDType0Font.load(document, this.parsed, true);
		}

	}

	private static final class Style implements FSStream {

		@Override
		public InputStream getStream() {
			return new ByteArrayInputStream(resource("pdf/document.css"));
		}

		@Override
		public Reader getReader() {
			return new InputStreamReader(getStream(), StandardCharsets.UTF_8);
		}

	}

}
