package org.comity.accounts;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.comity.kernel.Rejection;

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
 * The command that opens the first administrator's account:
 * {@code java -jar comity.jar --comity.create-administrator=name@example.org
 * --comity.administrator-name="Full Name"}. It answers no web request, prints the
 * one-time link once, and ends with 0, or with 1 and the reason.
 */
@Component
@ConditionalOnProperty(CreateAdministratorCommand.EMAIL)
@Order(Ordered.HIGHEST_PRECEDENCE)
class CreateAdministratorCommand implements ApplicationRunner {

	static final String EMAIL = "comity.create-administrator";

	static final String NAME = "comity.administrator-name";

	private final FirstAdministrator first;

	private final Invitations invitations;

	private final MessageSource messages;

	private final ConfigurableApplicationContext context;

	private final Environment environment;

	CreateAdministratorCommand(FirstAdministrator first, Invitations invitations, MessageSource messages,
			ConfigurableApplicationContext context, Environment environment) {
		this.first = first;
		this.invitations = invitations;
		this.messages = messages;
		this.context = context;
		this.environment = environment;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		PrintStream console = new PrintStream(System.out, true, StandardCharsets.UTF_8);
		int code = create(arguments.containsOption("force"), console);
		System.exit(SpringApplication.exit(this.context, () -> code));
	}

	/** Returns the exit code. */
	int create(boolean force, PrintStream console) {
		String email = this.environment.getRequiredProperty(EMAIL);
		Outcome outcome = this.first.create(email, this.environment.getProperty(NAME, ""), force);
		console.println();
		for (Rejection rejection : outcome.rejections()) {
			console.println(words(rejection.code()));
		}
		if (outcome.refused()) {
			return 1;
		}
		console.println(words("accounts.command.created", email, this.invitations.hours()));
		console.println();
		console.println("    " + this.invitations.link(String.valueOf(outcome.link())));
		console.println();
		console.println(words("accounts.command.once"));
		return 0;
	}

	private String words(String code, Object... arguments) {
		return this.messages.getMessage(code, arguments, Locale.UK);
	}

}
