package org.comity.proof;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The commands that prove the ledger: {@code java -jar comity.jar verify-ledger
 * [reference]} recomputes every chain, or one, and the checkpoints, and
 * {@code checkpoint-ledger} makes a checkpoint now. With the settings of the application;
 * neither answers a web request. They end with 0, with 1 if something does not hold, with
 * 2 if there is no such request.
 */
@Component
@ConditionalOnProperty(LedgerCommand.PROPERTY)
@Order(Ordered.HIGHEST_PRECEDENCE)
public class LedgerCommand implements ApplicationRunner {

	static final String PROPERTY = "comity.ledger-command";

	private static final String REFERENCE = "comity.ledger-command.reference";

	private static final String VERIFY = "verify-ledger";

	private static final String CHECKPOINT = "checkpoint-ledger";

	/** Everything holds. */
	static final int GOOD = 0;

	/** Something does not hold. */
	static final int BROKEN = 1;

	/** There is no such request. */
	static final int UNKNOWN = 2;

	private final LedgerProof proof;

	private final Checkpoints checkpoints;

	private final MessageSource messages;

	private final ConfigurableApplicationContext context;

	private final Environment environment;

	LedgerCommand(LedgerProof proof, Checkpoints checkpoints, MessageSource messages,
			ConfigurableApplicationContext context, Environment environment) {
		this.proof = proof;
		this.checkpoints = checkpoints;
		this.messages = messages;
		this.context = context;
		this.environment = environment;
	}

	/**
	 * Returns the settings that a command line means, for the application to start with;
	 * any other as it is.
	 */
	public static String[] settings(String[] arguments) {
		if (arguments.length == 0 || !List.of(VERIFY, CHECKPOINT).contains(arguments[0])) {
			return arguments;
		}
		List<String> settings = new ArrayList<>();
		settings.add("--" + PROPERTY + "=" + arguments[0]);
		for (String argument : List.of(arguments).subList(1, arguments.length)) {
			settings.add(argument.startsWith("--") ? argument : "--" + REFERENCE + "=" + argument);
		}
		return settings.toArray(String[]::new);
	}

	@Override
	public void run(ApplicationArguments arguments) {
		PrintStream console = new PrintStream(System.out, true, StandardCharsets.UTF_8);
		int code = run(this.environment.getRequiredProperty(PROPERTY), this.environment.getProperty(REFERENCE, ""),
				console);
		System.exit(SpringApplication.exit(this.context, () -> code));
	}

	int run(String command, String reference, PrintStream console) {
		if (command.equals(CHECKPOINT)) {
			Optional<Checkpoint> made = this.checkpoints.make(Duration.ZERO);
			console.println(made.map((one) -> words("proof.command.made", String.valueOf(one.number()), one.hash()))
				.orElseGet(() -> words("proof.command.not-made")));
			return made.isPresent() ? GOOD : BROKEN;
		}
		List<Fault> faults = new ArrayList<>();
		LedgerProof.Count count = reference.isEmpty() ? this.proof.all(faults::add)
				: this.proof.every(":reference in (r.reference, r.requesting_reference, r.requested_reference)",
						Map.of("reference", reference), faults::add);
		for (Fault fault : faults) {
			console.println(words("proof.command.fault", fault.reference(), String.valueOf(fault.seq()),
					words("audit.fault." + fault.what())));
		}
		Optional<Checkpoints.Fault> checkpoint = this.checkpoints.verify();
		checkpoint.ifPresent((fault) -> console.println(words("proof.command.checkpoint",
				String.valueOf(fault.number()), words("audit.checkpoint." + fault.what()))));
		if (this.checkpoints.late()) {
			console.println(words("proof.command.late"));
		}
		console.println(words("proof.command.count", String.valueOf(count.entries()), String.valueOf(count.requests()),
				String.valueOf(this.checkpoints.latest().map(Checkpoint::number).orElse(0L))));
		if (!reference.isEmpty() && count.requests() == 0) {
			console.println(words("proof.command.unknown", reference));
			return UNKNOWN;
		}
		return (faults.isEmpty() && checkpoint.isEmpty()) ? GOOD : BROKEN;
	}

	private String words(String code, Object... arguments) {
		return this.messages.getMessage(code, arguments, Locale.UK);
	}

}
