package org.comity.proof;

import java.nio.file.Path;
import java.util.Objects;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Where the keys and the witness of the checkpoints lie. Keys make themselves only where
 * nobody would miss them: elsewhere a lost file must not go unnoticed.
 */
@Configuration(proxyBeanMethods = false)
class LedgerKeysConfiguration {

	private final Path folder;

	LedgerKeysConfiguration(@Value("${comity.data-directory:./data}") Path data) {
		this.folder = data.resolve("ledger");
	}

	@Bean
	LedgerKeys ledgerKeys(LedgerKeyProperties settings, @Value("${comity.demonstration.enabled:false}") boolean told,
			@Value("${comity.database.embedded:false}") boolean embedded) {
		Boolean asked = settings.makeKeys();
		boolean make = (asked != null) ? asked : told || embedded;
		Path sealing = settings.keyFile();
		Path signing = settings.signingKeyFile();
		if (!make && (sealing == null || signing == null)) {
			throw new UnusableLedgerKeys("The ledger has no keys: neither is set where they lie");
		}
		return LedgerKeys.read(Objects.requireNonNullElse(sealing, this.folder.resolve("sealing-keys")),
				Objects.requireNonNullElse(signing, this.folder.resolve("signing-key.pem")),
				Objects.requireNonNullElse(settings.publicKeys(), this.folder.resolve("public")), make);
	}

	@Bean
	CheckpointWitness checkpointWitness() {
		return new CheckpointWitness(this.folder.resolve("checkpoints"));
	}

}
