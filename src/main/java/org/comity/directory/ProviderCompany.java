package org.comity.directory;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One company of a provider's group. Which company holds an account decides where to ask:
 * a company outside the requested country cannot be reached by the channel.
 *
 * @param id the id
 * @param office the provider's office, which answers for every company of the group
 * @param provider the name people know, for example "Google"
 * @param name the company's legal name, for example "Google LLC"
 * @param region the part of the world whose users it serves
 * @param country ISO 3166 code of its seat
 * @param district the federal judicial district of its seat; null outside the United
 * States
 */
public record ProviderCompany(UUID id, UUID office, String provider, String name, String region, String country,
		@Nullable String district) {
}
