package org.comity.evidence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Where the keys lie that wrap the keys of the evidence. They make themselves only where
 * nobody would miss them, and never while there is evidence that others were needed for.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EvidenceKeyProperties.class)
class EvidenceKeysConfiguration {

	@Bean
	EvidenceKeys.KeyFile evidenceKeyFile(EvidenceKeyProperties settings,
			@Value("${comity.data-directory:./data}") Path data,
			@Value("${comity.demonstration.enabled:false}") boolean told,
			@Value("${comity.database.embedded:false}") boolean embedded) {
		Boolean asked = settings.makeKeys();
		boolean make = (asked != null) ? asked : told || embedded;
		Path file = settings.keyFile();
		if (!make && file == null) {
			throw new UnusableEvidenceKeys("Evidence has no keys: it is not set where they lie", null);
		}
		EvidenceKeys.KeyFile keys = new EvidenceKeys.KeyFile(
				Objects.requireNonNullElse(file, data.resolve("evidence-keys").resolve("wrapping-keys.json")), make);
		if (!make) {
			WrappingKeys.read(keys.path());
		}
		return keys;
	}

	/** What was kept can be read, or nothing is begun. */
	@Bean
	SmartInitializingSingleton evidenceKeysAtStart(EvidenceKeys.KeyFile file, EvidenceKeys keys) {
		return () -> {
			Set<String> needed = new TreeSet<>(keys.needed());
			if (file.make() && needed.isEmpty() && !Files.exists(file.path())) {
				WrappingKeys.make(file.path());
			}
			needed.removeAll(WrappingKeys.read(file.path()).ids());
			if (!needed.isEmpty()) {
				throw new UnusableEvidenceKeys("There is evidence whose keys are wrapped with "
						+ String.join(", ", needed) + ", and " + file.path() + " does not hold that", null);
			}
		};
	}

}
