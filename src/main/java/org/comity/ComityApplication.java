package org.comity;

import java.util.List;

import org.comity.embedded.MigrateCommand;
import org.comity.evidence.EvidenceKeysCommand;
import org.comity.kernel.StoryClock;
import org.comity.letters.LetterCheckCommand;
import org.comity.proof.LedgerCommand;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The application. Everything else is in the modules below this package. Modules may use
 * one word each in its own sense, so a bean is known by its full name.
 */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@EnableScheduling
@ConfigurationPropertiesScan
public class ComityApplication {

	public static void main(String[] args) {
		if (args.length > 0 && args[0].equals("check")) {
			System.exit(LetterCheckCommand.run(List.of(args).subList(1, args.length), new StoryClock()));
		}
		if (args.length > 0 && args[0].equals(MigrateCommand.NAME)) {
			System.exit(MigrateCommand.run(List.of(args).subList(1, args.length)));
		}
		SpringApplication.run(ComityApplication.class, EvidenceKeysCommand.settings(LedgerCommand.settings(args)));
	}

	/** The one clock: no other code asks the system for the time. */
	@Bean
	StoryClock clock() {
		return new StoryClock();
	}

}
