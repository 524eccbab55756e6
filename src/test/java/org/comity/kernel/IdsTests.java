package org.comity.kernel;

import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class IdsTests {

	@Test
	void areOfVersion7AndSortByTheirMaking() {
		UUID first = Ids.next();
		assertThat(first.version()).isEqualTo(7);
		assertThat(first.variant()).isEqualTo(2);
		long millis = first.getMostSignificantBits() >>> 16;
		assertThat(Stream.generate(Ids::next).limit(1000)).doesNotHaveDuplicates()
			.allSatisfy((next) -> assertThat(next.getMostSignificantBits() >>> 16).isGreaterThanOrEqualTo(millis));
	}

	@Test
	void areReadAsTheyAreWritten() {
		UUID id = Ids.next();
		assertThat(Ids.read(id.toString())).contains(id);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "new", "7", "0190f3c4-0000-7000-8000", "zzzzzzzz-0000-7000-8000-000000000000",
			"../0190f3c4-0000-7000-8000-000000000000" })
	void whatIsNoIdIsNone(@Nullable String text) {
		assertThat(Ids.read(text)).isEmpty();
	}

}
