package org.comity.desks.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.comity.desks.fragments.Choice;
import org.comity.desks.fragments.Phrase;
import org.comity.directory.ProviderCompany;
import org.comity.letters.LetterContent;
import org.comity.letters.LetterField;
import org.comity.letters.LetterForm;
import org.comity.letters.LetterSection;
import org.comity.letters.LetterWords;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Makes of a section's table what its page draws.
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
	 */
	record Field(String name, String look, String label, @Nullable String hint, @Nullable Integer limit, int rows,
			List<Choice> options, @Nullable String statement, @Nullable String none) {

		/** What is ticked, by the model's map of choices. */
		public List<String> ticked(Map<String, List<String>> chosen) {
			return chosen.getOrDefault(this.name, List.of());
		}

	}

	List<Field> of(LetterSection section, LetterForm form, LetterContent draft, List<ProviderCompany> companies) {
		List<Field> fields = new ArrayList<>();
		for (LetterField field : section.fields()) {
			String key = "letter." + section.key() + "." + field.name();
			List<Choice> options = options(field, form, draft, companies);
			boolean text = field.kind() == LetterField.Kind.TEXT;
			fields.add(new Field(field.name(), field.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'), say(key),
					find(key + ".hint"), text ? field.limit() : null, (field.limit() >= 5000) ? 12 : 5, options,
					find(key + ".statement"), options.isEmpty() ? find(key + ".none") : null));
		}
		return fields;
	}

	private List<Choice> options(LetterField field, LetterForm form, LetterContent draft,
			List<ProviderCompany> companies) {
		return switch (field.kind()) {
			case YES_NO -> List.of(Choice.of("true", new Phrase("letter.yes", List.of())),
					Choice.of("false", new Phrase("letter.no", List.of())));
			case CHOICE, MANY, REASONS -> field.choices().stream().map(this::choice).toList();
			case COMPANY ->
				companies.stream().map((company) -> Choice.named(company.id().toString(), company.name())).toList();
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

	private Choice choice(String name) {
		String key = "letter.choice." + name;
		Choice choice = Choice.of(name, new Phrase(key, List.of()));
		return (find(key + ".hint") != null) ? choice.withHint(new Phrase(key + ".hint", List.of())) : choice;
	}

	String say(String key) {
		return this.messages.getMessage(key, null, Locale.UK);
	}

	@Nullable String find(String key) {
		return this.messages.getMessage(key, null, null, Locale.UK);
	}

}
