package org.comity.proof;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the keys of the ledger lie. None of them is ever in the database.
 *
 * @param keyFile the keys that seal entries, 64 hexadecimal digits a line: the last seals
 * from now on, those before are kept to verify
 * @param signingKeyFile the Ed25519 key that signs checkpoints, PEM (PKCS#8)
 * @param publicKeys the directory with the public key of every signing key there ever
 * was, PEM; none: {@code ledger/public} in the data directory
 * @param makeKeys whether keys that are missing are made; none: only in a demonstration
 * or over the embedded database
 */
@ConfigurationProperties("comity.ledger")
record LedgerKeyProperties(@Nullable Path keyFile, @Nullable Path signingKeyFile, @Nullable Path publicKeys,
		@Nullable Boolean makeKeys) {
}
