package org.comity;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * The application. Everything else is in the modules below this package.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ComityApplication {

	public static void main(String[] args) {
		SpringApplication.run(ComityApplication.class, args);
	}

}
