package org.comity.desks.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.comity.desks.fragments.Choice;
import org.comity.desks.fragments.Phrase;
import org.comity.directory.ProviderCompany;
import org.comity.letters.DataQuestion;
import org.comity.letters.LetterContent;
import org.comity.letters.LetterField;
import org.comity.letters.LetterForm;
import org.comity.letters.LetterPage;
import org.comity.letters.LetterSection;
import org.comity.letters.LetterWords;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Makes of a question of the table what its page draws.
 */
@Component
class LetterFields {

	private final LetterWords words;

	private final MessageSource messages;

	LetterFields(LetterWords words, MessageSource messages) {
		this.words = words;
		this.messages = messages;
	}

	/**
	 * A field as it is drawn.
	 *
	 * @param name the form's parameter
	 * @param look which component draws it
	 * @param label its words
	 * @param hint a line beneath, or null
	 * @param limit the most characters, or null
	 * @param rows the height of a text box
	 * @param options what may be chosen
	 * @param statement the words beside a single tick box, or null
	 * @param none what is said where nothing can be chosen yet, or null
	 * @param after the fields that are asked for after a yes; empty for anything but a
	 * yes or no
	 */
	record Field(String name, String look, String label, @Nullable String hint, @Nullable Integer limit, int rows,
			List<Choice> options, @Nullable String statement, @Nullable String none, List<Field> after) {

		/** What is ticked, by the model's map of choices. */
		public List<String> ticked(Map<String, List<String>> chosen) {
			return chosen.getOrDefault(this.name, List.of());
		}

		/** Whether one says why one asks for this: not for what cannot be asked for. */
		public boolean reasoned(String option) {
			return DataQuestion.valueOf(option).kind() != null;
		}

	}

	/** What stands below a yes or no on the same page is asked for after a yes. */
	List<Field> of(LetterSection section, LetterPage page, LetterForm form, LetterContent draft,
			List<ProviderCompany> companies) {
		List<Field> drawn = new ArrayList<>();
		for (int i = page.fields().size() - 1; i >= 0; i--) {
			LetterField field = page.fields().get(i);
			boolean opens = field.kind() == LetterField.Kind.YES_NO;
			Field one = drawn(section, field, form, draft, companies, opens ? List.copyOf(drawn) : List.of());
			if (opens) {
				drawn.clear();
			}
			drawn.add(0, one);
		}
		return drawn;
	}

	private Field drawn(LetterSection section, LetterField field, LetterForm form, LetterContent draft,
			List<ProviderCompany> companies, List<Field> after) {
		String key = "letter." + section.key() + "." + field.name();
		List<Choice> options = options(field, form, draft, companies);
		boolean text = field.kind() == LetterField.Kind.TEXT;
		return new Field(field.name(), field.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'), say(key),
				find(key + ".hint"), text ? field.limit() : null, (field.limit() >= 5000) ? 12 : 5, options,
				find(key + ".statement"), options.isEmpty() ? find(key + ".none") : null, after);
	}

	private List<Choice> options(LetterField field, LetterForm form, LetterContent draft,
			List<ProviderCompany> companies) {
		return switch (field.kind()) {
			case YES_NO -> List.of(Choice.of("true", new Phrase("letter.yes", List.of())),
					Choice.of("false", new Phrase("letter.no", List.of())));
			case CHOICE, MANY -> field.choices().stream().map((name) -> choice("letter.choice.", name)).toList();
			case REASONS -> field.choices().stream().map((name) -> choice("letter.question.", name)).toList();
			case COMPANY -> companies.stream()
				.map((company) -> Choice.named(company.id().toString(), company.name())
					.withHint(Phrase.of("letter.company.serves", region(company))))
				.toList();
			case LINKS -> {
				List<Choice> linked = new ArrayList<>();
				for (UUID item : form.items(field)) {
					String name = this.words.item(draft, java.util.Objects.requireNonNull(field.links()), item);
					linked.add(Choice.named(item.toString(), name));
				}
				yield linked;
			}
			default -> List.of();
		};
	}

	private Choice choice(String prefix, String name) {
		String key = prefix + name;
		Choice choice = Choice.of(name, new Phrase(key, List.of()));
		return (find(key + ".hint") != null) ? choice.withHint(new Phrase(key + ".hint", List.of())) : choice;
	}

	/** Says which companies of the group hold accounts and cannot be asked. */
	List<String> outOfReach(List<ProviderCompany> companies) {
		return companies.stream()
			.map((company) -> this.messages.getMessage("letter.company.elsewhere",
					new Object[] { company.name(), region(company) }, Locale.UK))
			.toList();
	}

	private String region(ProviderCompany company) {
		String named = find("letter.region." + company.region());
		return (named != null) ? named : company.region();
	}

	String say(String key) {
		return this.messages.getMessage(key, null, Locale.UK);
	}

	@Nullable String find(String key) {
		return this.messages.getMessage(key, null, null, Locale.UK);
	}

}
