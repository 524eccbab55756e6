package org.comity.letters;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

import org.springframework.context.support.ResourceBundleMessageSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks a letter in the exchange format on the command line:
 * {@code java -jar comity.jar check letter.json}. It starts no server, opens no database
 * and stores nothing. The findings, or what is wrong with the file, are printed as JSON.
 */
public final class LetterCheckCommand {

	/** Nothing stops the letter. */
	public static final int GOOD = 0;

	/** Something must be mended. */
	public static final int BLOCKED = 1;

	/** It is no letter, or there is no such file. */
	public static final int INVALID = 2;

	private LetterCheckCommand() {
	}

	/**
	 * Runs the command.
	 * @param arguments the file
	 * @return its exit code
	 */
	@SuppressWarnings("SystemOut")
	public static int run(List<String> arguments, Clock clock) {
		return run(arguments, clock, new PrintStream(System.out, true, StandardCharsets.UTF_8),
				new PrintStream(System.err, true, StandardCharsets.UTF_8));
	}

	static int run(List<String> arguments, Clock clock, PrintStream out, PrintStream err) {
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasename("messages/rules");
		messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
		if (arguments.size() != 1) {
			err.println(messages.getMessage("letter.command.usage", null, Locale.UK));
			return INVALID;
		}
		byte[] file;
		try {
			Path path = Path.of(arguments.get(0));
			// One byte more than may be read: then it is told that it is too large.
			try (var bytes = Files.newInputStream(path)) {
				file = bytes.readNBytes(LetterExchange.LARGEST + 1);
			}
		}
		catch (IOException | InvalidPathException ex) {
			err.println(messages.getMessage("letter.command.unreadable", new Object[] { arguments.get(0) }, Locale.UK));
			return INVALID;
		}
		LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
		LetterExchange.Reading reading = LetterExchange.read(file, today);
		ObjectNode answer = LetterExchange.object();
		answer.put("checkedOn", today.toString());
		LetterContent content = reading.content();
		int code;
		if (content == null) {
			code = INVALID;
			ArrayNode faults = answer.putArray("faults");
			reading.faults()
				.forEach((fault) -> faults.addObject()
					.put("fault", fault.fault())
					.put("where", fault.where())
					.put("says", messages.getMessage(fault.code(), fault.arguments().toArray(), Locale.UK)));
		}
		else {
			List<Finding> found = Sufficiency.check(content, CheckContext.on(today));
			code = found.stream().anyMatch((finding) -> finding.rule().severity() == Severity.BLOCKING) ? BLOCKED
					: GOOD;
			ArrayNode findings = answer.putArray("findings");
			found.forEach((finding) -> findings.addObject()
				.put("rule", finding.rule().name())
				.put("severity", finding.rule().severity().name())
				.put("where", finding.where())
				.put("says", messages.getMessage(finding.rule().code(), finding.arguments().toArray(), Locale.UK))
				.put("why", messages.getMessage(finding.rule().why(), null, Locale.UK))
				.put("source", finding.rule().citation()));
		}
		out.println(LetterExchange.print(answer));
		return code;
	}

}
