package org.comity.desks.fragments;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;

import static org.assertj.core.api.Assertions.assertThat;

class FragmentsTest {

	private final SamplePages pages = new SamplePages();

	@Test
	void everyComponentIsDrawnInTheShell() {
		String html = this.pages.draw("sample/components", Samples.components());
		assertThat(html).contains("<title>Operation Harrier - Comity</title>")
			.contains("Amina Rashid")
			.contains("3 unread")
			.contains("Saved &lt;b&gt;the letter&lt;/b&gt;")
			.contains("3 days overdue")
			.contains("due today")
			.contains("15 days left")
			.contains("98 days")
			.contains("143 days so far")
			.contains("28 May 2026 at 11:05 UTC")
			.contains("1,843.2 MB")
			.contains("Not given")
			.contains("aria-sort=\"ascending\"")
			.contains("comity-tag--waiting")
			.contains("comity-figures__item--late")
			.doesNotContain("--WAITING");
		assertThat(html.split("<h1", -1)).hasSize(2);
	}

	@Test
	void aFailedFormKeepsWhatWasTypedAndLinksEachError() {
		String html = this.pages.draw("sample/form", Samples.form(true));
		assertThat(html).contains("<title>Error: Tell us about the account - Comity</title>")
			.contains("value=\"Harrier &quot;&lt;script&gt;alert(1)&lt;/script&gt;\"")
			.contains("&lt;/textarea&gt;&lt;script&gt;x&lt;/script&gt;</textarea>")
			.contains("value=\"09:30\"")
			.contains("value=\"7d0e8f0c\"");
		for (String field : Samples.FIELDS) {
			assertThat(html).contains("href=\"#" + field + "\"").contains("id=\"" + field + "\"");
		}
		assertThat(html).containsPattern("value=\"CUSTODY\"[^>]*checked")
			.containsPattern("value=\"CONTENT\"[^>]*checked")
			.containsPattern("value=\"p2\"[^>]*selected");
	}

	@Test
	void aFormWithoutErrorsShowsNone() {
		String html = this.pages.draw("sample/form", Samples.form(false));
		assertThat(html).doesNotContain("govuk-error-summary").doesNotContain("--error").doesNotContain("Error:");
	}

	@Test
	void aBoundFormTakesValuesAndErrorsFromItsBindingResult() {
		SampleForm form = new SampleForm("Harrier", null, "What happened", "LIFE", new DateEntry("31", "2", "1984"));
		BindingResult result = new BeanPropertyBindingResult(form, "form");
		result.recordFieldValue("ceiling", Integer.class, "many");
		result.addError(new org.springframework.validation.FieldError("form", "ceiling", "many", true, null, null,
				"Enter a number"));
		result.rejectValue("born", "x", "Enter a real date");
		result.reject("x", "The whole does not hold together");
		Map<String, Object> model = new HashMap<>(Samples.form(false));
		model.remove("values");
		model.put("form", form);
		model.put(BindingResult.MODEL_KEY_PREFIX + "form", result);
		String html = this.pages.draw("sample/bound", model);
		assertThat(html).contains("<title>Error: ")
			.contains("href=\"#ceiling\"")
			.contains("href=\"#born\"")
			.contains("The whole does not hold together")
			.contains("value=\"Harrier\"")
			.contains("value=\"many\"")
			.contains("What happened</textarea>")
			.containsPattern("value=\"LIFE\"[^>]*checked")
			.contains("value=\"1984\"")
			.contains("id=\"ceiling-error\"")
			.contains("aria-describedby=\"ceiling-error\"");
	}

	@Test
	void aSignedOutReaderSeesNoNameAndNoNavigation() {
		String html = this.pages.draw("sample/confirmation", Map.of());
		assertThat(html).doesNotContain("sign-out").doesNotContain("comity-demonstration");
		assertThat(html).contains("LOR-2026-000147");
	}

	@Test
	void errorPagesQuoteAReferenceAndNothingElse() {
		for (String page : new String[] { "error", "error/403", "error/404", "error/409", "error/5xx" }) {
			String html = this.pages.draw(page,
					Map.of("reference", "A1B2-C3D4", "message", "boom", "trace", "at org.comity"));
			assertThat(html).as(page).contains("A1B2-C3D4").doesNotContain("boom").doesNotContain("at org.comity");
			assertThat(html.split("<h1", -1)).as(page).hasSize(2);
		}
	}

	record SampleForm(String operation, @org.jspecify.annotations.Nullable Integer ceiling, String facts,
			String urgency, DateEntry born) {
	}

}
