package org.comity.directory;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;

/**
 * A road in law by which a request travels, in one version. A version never changes: a
 * request keeps the version it began with.
 *
 * @param code the code, for example UK-US-MLAT; its name stands under the message key
 * {@code channel.<code>}
 * @param version the version, from 1
 * @param hops the kinds of office in the order in which a request passes them
 * @param grounds the grounds of refusal, in the order in which they are offered
 * @param citations for each hop the source of its power
 * @param rules for each hop the rule that proposes its office
 * @param requestingCountry ISO 3166 code of the country that asks
 * @param requestedCountry ISO 3166 code of the country that is asked
 * @param instrument the name of the treaty or law
 */
public record Channel(String code, int version, List<OfficeKind> hops, List<RefusalGround> grounds,
		Map<OfficeKind, String> citations, Map<OfficeKind, OfficeRule> rules, String requestingCountry,
		String requestedCountry, String instrument) {

	public Channel {
		hops = List.copyOf(hops);
		grounds = List.copyOf(grounds);
		citations = Map.copyOf(citations);
		rules = Map.copyOf(rules);
	}

	/**
	 * Returns the ground with this code, if the channel has it.
	 */
	public Optional<RefusalGround> ground(String groundCode) {
		return this.grounds.stream().filter((ground) -> ground.code().equals(groundCode)).findFirst();
	}

	/**
	 * Returns why the channel cannot reach a company, or empty where it can: a company is
	 * reached in the country of its seat only.
	 */
	public Optional<Rejection> outOfReach(ProviderCompany company) {
		if (company.country().equals(this.requestedCountry)) {
			return Optional.empty();
		}
		return Optional.of(Rejection.at("company", "channel.company-abroad", company.name()).citing(this.instrument));
	}

}
