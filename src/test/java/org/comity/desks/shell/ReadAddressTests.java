package org.comity.desks.shell;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.comity.desks.casefile.DeskTest;
import org.comity.requests.Reading.Root;
import org.comity.requests.Reading.Thing;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every address that names something is known to be of a case, or known not to be.
 */
@DeskTest
class ReadAddressTests {

	/** They name an account, an office, or where to go. */
	private static final Set<String> OF_NO_CASE = Set.of("/notices/{id}", "/administrator/people/{id}",
			"/administrator/people/{id}/deactivate", "/administrator/offices/{id}",
			"/administrator/offices/{id}/deactivate", "/administrator/people/{id}/hand-on", "/account/kept/{id}",
			"/invitation/{token}");

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	RequestMappingHandlerMapping mapping;

	@Test
	void everyPageThatNamesSomethingIsRecorded() {
		Set<String> unknown = new TreeSet<>();
		int known = 0;
		for (var info : this.mapping.getHandlerMethods().keySet()) {
			Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
			for (String pattern : info.getPatternValues()) {
				if ((methods.isEmpty() || methods.contains(RequestMethod.GET)) && pattern.contains("{")) {
					if (ReadAddress.of(pattern).isPresent()) {
						known++;
					}
					else {
						unknown.add(pattern);
					}
				}
			}
		}
		assertThat(unknown).isSubsetOf(OF_NO_CASE);
		assertThat(known).isGreaterThan(40);
	}

	@Test
	void anAddressSaysWhatItOpens() {
		opens("/requests/{id}", Root.REQUEST, "id", Thing.REQUEST, null);
		opens("/requests/{id}/letter/versions/{number}.json", Root.REQUEST, "id", Thing.LETTER, null);
		opens("/documents/{id}", Root.DOCUMENT, "id", Thing.DOCUMENT, "id");
		opens("/provider/processes/{id}", Root.PROCESS, "id", Thing.PROCESS, "id");
		opens("/usao/processes/{process}/productions/{id}", Root.PROCESS, "process", Thing.PART, "id");
		opens("/evidence/{id}/files/{file}/look", Root.PART, "id", Thing.FILE, "file");
		opens("/evidence/{id}/package", Root.PART, "id", Thing.PACKAGE, "id");
		opens("/evidence/{id}/custody.pdf", Root.PART, "id", Thing.REPORT, "id");
		opens("/requests/{id}/preservation/request.pdf", Root.REQUEST, "id", Thing.REPORT, null);
		for (String none : List.of("/audit", "/requests", "/notices/{id}")) {
			assertThat(ReadAddress.of(none)).isEmpty();
		}
	}

	private static void opens(String pattern, Root root, String key, Thing thing,
			@org.jspecify.annotations.Nullable String subject) {
		assertThat(ReadAddress.of(pattern)).contains(new ReadAddress(root, key, thing, subject));
	}

}
