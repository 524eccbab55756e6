package org.comity.evidence;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The command {@code java -jar comity.jar rotate-evidence-keys}: makes a new wrapping
 * key, wraps the key of every copy with it, and takes those wrapping keys away that
 * nothing is wrapped with any more. With the settings of the application, beside which it
 * may run; it answers no web request. If it breaks off it is run again. It ends with 0,
 * or with 1 if a key could not be unwrapped: then what it is wrapped with stays.
 */
@Component
@ConditionalOnProperty(EvidenceKeysCommand.PROPERTY)
@Order(Ordered.HIGHEST_PRECEDENCE)
public class EvidenceKeysCommand implements ApplicationRunner {

	static final String PROPERTY = "comity.evidence-keys-command";

	private static final String ROTATE = "rotate-evidence-keys";

	static final int GOOD = 0;

	static final int BROKEN = 1;

	private final EvidenceKeys keys;

	private final MessageSource messages;

	private final ConfigurableApplicationContext context;

	EvidenceKeysCommand(EvidenceKeys keys, MessageSource messages, ConfigurableApplicationContext context) {
		this.keys = keys;
		this.messages = messages;
		this.context = context;
	}

	/**
	 * Returns the settings that a command line means, for the application to start with;
	 * any other as it is.
	 */
	public static String[] settings(String[] arguments) {
		if (arguments.length == 0 || !arguments[0].equals(ROTATE)) {
			return arguments;
		}
		List<String> settings = new ArrayList<>(List.of(arguments));
		settings.set(0, "--" + PROPERTY + "=" + ROTATE);
		return settings.toArray(String[]::new);
	}

	@Override
	public void run(ApplicationArguments arguments) {
		int code = run(new PrintStream(System.out, true, StandardCharsets.UTF_8));
		System.exit(SpringApplication.exit(this.context, () -> code));
	}

	int run(PrintStream console) {
		String added = this.keys.addWrappingKey();
		int wrapped = 0;
		List<UUID> stuck = new ArrayList<>();
		EvidenceKeys.Round round = this.keys.wrapSomeAnew(new UUID(0, 0));
		for (UUID last = round.last(); last != null; last = round.last()) {
			wrapped += round.wrapped();
			stuck.addAll(round.stuck());
			round = this.keys.wrapSomeAnew(last);
		}
		int dropped = this.keys.dropWrappingKeys();
		console
			.println(words("evidence.keys.command.rotated", added, String.valueOf(wrapped), String.valueOf(dropped)));
		stuck.forEach((key) -> console.println(words("evidence.keys.command.stuck", key.toString())));
		return stuck.isEmpty() ? GOOD : BROKEN;
	}

	private String words(String code, Object... arguments) {
		return this.messages.getMessage(code, arguments, Locale.UK);
	}

}
