package org.comity.accounts;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * What stands for where somebody comes from, wherever it is counted.
 */
final class Networks {

	private Networks() {
	}

	/** Whoever has an address of version 6 has all that share its first half. */
	static String of(String address) {
		if (!address.contains(":")) {
			return address;
		}
		try {
			InetAddress known = InetAddress.getByName(address);
			return (known instanceof Inet6Address) ? Arrays.toString(Arrays.copyOf(known.getAddress(), 8))
					: known.getHostAddress();
		}
		catch (UnknownHostException ex) {
			return address;
		}
	}

}
