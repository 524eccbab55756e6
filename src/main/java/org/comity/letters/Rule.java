package org.comity.letters;

import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.comity.letters.LetterContent.Account;
import org.jspecify.annotations.Nullable;

/**
 * One rule of the check. Its words are in the message files: {@link #code()} says what is
 * missing or doubtful, {@link #why()} why that matters.
 *
 * @param name its name, for good: it stands in records and files
 * @param severity how much it weighs
 * @param section the section in which it is mended
 * @param field the field in question, or empty
 * @param citation its source in law or practice, or empty
 * @param check what it finds
 */
public record Rule(String name, Severity severity, LetterSection section, String field, String citation, Check check) {

	/** Looks at a letter. The same letter in the same context is always found alike. */
	@FunctionalInterface
	public interface Check {

		Stream<Place> look(LetterContent letter, CheckContext context);

	}

	/**
	 * Where something was found.
	 *
	 * @param index the item's place, from 0; negative for the section as a whole
	 * @param item the item's id, or null
	 * @param arguments arguments of the message
	 */
	public record Place(int index, @Nullable UUID item, List<Object> arguments) {
	}

	/** Decides on one item of a letter. */
	@FunctionalInterface
	interface ItemCheck<T> {

		boolean found(T item, LetterContent letter, CheckContext context);

	}

	/** Returns the message key of what it says. */
	public String code() {
		return ((this.severity == Severity.BLOCKING) ? "letter.missing." : "letter.advice.") + this.name;
	}

	/** Returns the message key of why it matters. */
	public String why() {
		return code() + ".why";
	}

	/** Returns what it finds. */
	public List<Finding> findings(LetterContent letter, CheckContext context) {
		return this.check.look(letter, context)
			.map((place) -> new Finding(this, place.index(), place.item(), place.arguments()))
			.toList();
	}

	static Rule must(String name, LetterSection section, String field, String citation,
			Predicate<LetterContent> lacks) {
		return new Rule(name, Severity.BLOCKING, section, field, citation,
				whole((letter, context) -> lacks.test(letter)));
	}

	static <T> Rule mustEach(String name, Items<T> items, String field, String citation, Predicate<T> lacks) {
		return new Rule(name, Severity.BLOCKING, items.section, field, citation,
				items.where((item, letter, context) -> lacks.test(item)));
	}

	static <T> Rule mustEach(String name, Items<T> items, String field, String citation, ItemCheck<T> lacks) {
		return new Rule(name, Severity.BLOCKING, items.section, field, citation, items.where(lacks));
	}

	static Rule mayAsk(String name, LetterSection section, String field, String citation,
			BiPredicate<LetterContent, CheckContext> doubtful) {
		return new Rule(name, Severity.ADVICE, section, field, citation, whole(doubtful));
	}

	static <T> Rule mayAskEach(String name, Items<T> items, String field, String citation, ItemCheck<T> doubtful) {
		return new Rule(name, Severity.ADVICE, items.section, field, citation, items.where(doubtful));
	}

	/** The account's own words are followed by those that the function adds. */
	static Rule mayAskAccount(String name, Items<Account> items, String field, String citation,
			BiFunction<Account, CheckContext, List<String>> told) {
		return new Rule(name, Severity.ADVICE, items.section, field, citation,
				(letter, context) -> items.places(letter, (account) -> !told.apply(account, context).isEmpty(),
						(account) -> String.join(", ", told.apply(account, context))));
	}

	private static Check whole(BiPredicate<LetterContent, CheckContext> found) {
		return (letter, context) -> found.test(letter, context) ? Stream.of(new Place(-1, null, List.of()))
				: Stream.empty();
	}

	/**
	 * The items of a list section. A message about one has its number as {0}, and what it
	 * is called as {1}.
	 *
	 * @param section the section
	 * @param of takes them from the letter
	 * @param id their ids
	 * @param called what one is called
	 */
	record Items<T>(LetterSection section, Function<LetterContent, List<T>> of, Function<T, UUID> id,
			Function<T, String> called) {

		private Check where(ItemCheck<T> found) {
			return (letter, context) -> places(letter, (item) -> found.found(item, letter, context), this.called);
		}

		private Stream<Place> places(LetterContent letter, Predicate<T> found, Function<T, String> words) {
			List<T> all = this.of.apply(letter);
			return IntStream.range(0, all.size())
				.filter((index) -> found.test(all.get(index)))
				.mapToObj((index) -> new Place(index, this.id.apply(all.get(index)),
						List.of(index + 1, words.apply(all.get(index)))));
		}

	}

}
