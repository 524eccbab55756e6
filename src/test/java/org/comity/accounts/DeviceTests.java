package org.comity.accounts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeviceTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0|Firefox|Linux",
			"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0|Edge|Windows",
			"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36|Chrome|Windows",
			"Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36|Chrome|Android",
			"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1|Safari|iPhone" })
	void aBrowserIsKnownByItsFamily(String agent, String browser, String system) {
		Device device = Device.of(agent);
		assertThat(device).isEqualTo(new Device(browser, system));
		assertThat(device.known()).isTrue();
		assertThat(Device.read(device.toString())).isEqualTo(device);
	}

	@Test
	void whatIsNotKnownIsNotKept() {
		assertThat(Device.of("<script>alert(1)</script>")).isEqualTo(new Device("", ""));
		assertThat(Device.of(null).known()).isFalse();
		assertThat(Device.read("")).isEqualTo(new Device("", ""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "requests", "//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example",
			"/a b", "/a\nLocation: x", "/a\\b", "javascript:alert(1)" })
	void nobodyIsLedElsewhere(String to) {
		assertThat(FactorSignIn.safe(to)).isEqualTo("/");
	}

	@Test
	void aPlaceOfOursIsLedTo() {
		assertThat(FactorSignIn.safe("/requests/1/moves/refuse?x=1&y=%20"))
			.isEqualTo("/requests/1/moves/refuse?x=1&y=%20");
		assertThat(FactorSignIn.safe("/")).isEqualTo("/");
		assertThat(FactorSignIn.safe(null)).isEqualTo("/");
	}

}
