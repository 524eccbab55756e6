package org.comity.web;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import org.comity.kernel.Ids;
import org.comity.letters.LetterField;
import org.comity.letters.LetterPage;
import org.comity.letters.LetterSection;
import org.comity.testing.Seat;
import org.comity.web.Wire.Attached;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.unbescape.html.HtmlEscape;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/**
 * Every form there is, filled in by its owner with one thing at a time that is senseless
 * or hostile. Nothing breaks; what is refused says so; what else was typed is still
 * there. Each attempt is undone.
 */
@WholeApplication
class BadInputTests {

	private static final String HUGE = "x".repeat(1024 * 1024 + 1);

	/** No more than this must be shown again of a text that is far too long. */
	private static final int ECHO = 300;

	/** Longer than any field takes. */
	private static final String LONG = "y".repeat(20_000);

	private static final String CONTROLS = "As\u0000 ag\u0007reed\u001b[31m\u0085";

	private static final String RIGHT_TO_LEFT = "\u202Edeerga sA\u202C \u0645\u0648\u0627\u0641\u0642 "
			+ "\u05DE\u05E1\u05DB\u05D9\u05DD \uD83D\uDD75";

	private static final String HOSTILE = CONTROLS + RIGHT_TO_LEFT + "'\"><script>${7*7}";

	private static final String NO_ID = "../not-an-id";

	private static final String NO_OPTION = "NO_SUCH_OPTION";

	private static final Attached EMPTY_FILE = new Attached("paper.txt", "");

	private static final Attached HOSTILE_FILE = new Attached("../../..\\\u202Etxt.exe\u0000<b>.pdf", "What it says");

	@Autowired
	private Wire wire;

	@Autowired
	private CaseFiles files;

	/** The application's own, which takes part in the transaction that is undone. */
	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private TransactionTemplate transaction;

	/** The kinds of field, by handler, with which everything was tried. */
	private final Set<String> exhausted = new HashSet<>();

	/** How often each handler was reached. */
	private final Map<String, Integer> reached = new TreeMap<>();

	/**
	 * One way to fill a form in.
	 *
	 * @param what what is wrong with it
	 * @param touched the fields that were tampered with
	 * @param typed whether a person could do so with the form as it is drawn: then a bare
	 * error page is no answer
	 * @param sent what is sent
	 * @param attached the files
	 */
	private record Attempt(String what, Set<String> touched, boolean typed, MultiValueMap<String, String> sent,
			List<Attached> attached) {

		private Attempt(String what, Set<String> touched, boolean typed, MultiValueMap<String, String> sent) {
			this(what, touched, typed, sent, List.of(Wire.PAPER));
		}

		/** Of several things sent, what is sound may be kept. */
		private boolean partly() {
			return this.attached.size() > 1 || this.touched.contains("nobody-asked");
		}

	}

	@TestFactory
	Stream<DynamicTest> nothingBreaksAndNothingTypedIsLost() {
		this.reached.clear();
		this.exhausted.clear();
		List<DynamicTest> tests = new ArrayList<>();
		for (Route route : Route.all()) {
			if (!route.reads() && !route.tus()) {
				tests.add(DynamicTest.dynamicTest(route.toString(), () -> tryOut(route, true)));
			}
		}
		for (LetterSection section : LetterSection.values()) {
			for (LetterPage page : section.pages()) {
				boolean first = page.equals(section.pages().get(0));
				if (section.list() && first && section != LetterSection.ENCLOSURES) {
					tests.add(writing(section, page, "new"));
				}
				if (!section.list() || !first) {
					tests.add(writing(section, page, "draft." + section.slug()));
				}
			}
		}
		tests.add(DynamicTest.dynamicTest("every handler of a form was reached", this::report));
		return tests.stream();
	}

	/** The questions of a letter have forms of their own at the same addresses. */
	private DynamicTest writing(LetterSection section, LetterPage page, String item) {
		boolean question = section.list() && !item.equals("new");
		String pattern = "/requests/{id}/letter/edit/{slug}" + (question ? "/{item}/{page}" : "/{step}");
		Map<String, String> with = new LinkedHashMap<>(Map.of("id", "draft", "slug", section.slug()));
		with.putAll(question ? Map.of("item", item, "page", page.name())
				: Map.of("step", section.list() ? item : page.name()));
		Map<String, String> typed = new LinkedHashMap<>();
		page.fields()
			.stream()
			.filter((field) -> field.kind() == LetterField.Kind.NUMBER)
			.forEach((field) -> typed.put(field.name(), "3"));
		Route route = new Route("POST", pattern, with, pattern, Map.of(Visitor.OFFICER, false), false, typed);
		return DynamicTest.dynamicTest("letter: " + section.slug() + " " + page.name(), () -> tryOut(route, false));
	}

	@SuppressWarnings("SystemOut")
	private void report() {
		this.reached.forEach((handler, times) -> System.out.println("Bad input: " + times + " times " + handler));
		System.out
			.println("Bad input: " + this.reached.values().stream().mapToInt(Integer::intValue).sum() + " in all");
		Set<String> forms = new TreeSet<>();
		this.wire.routes().forEach((route, handler) -> {
			if (!route.startsWith("GET ") && !route.startsWith("TUS-")) {
				forms.add(route + " " + handler);
			}
		});
		assertThat(this.reached.keySet()).isEqualTo(forms);
	}

	private void tryOut(Route route, boolean sound) {
		List<String> wrong = new ArrayList<>();
		Visitor owner = route.visitors().keySet().iterator().next();
		Form form = this.wire.form(route, owner);
		MultiValueMap<String, String> sent = form.filled(route.typed(this.files));
		Attempt nothing = new Attempt("nothing", Set.of(), true, sent);
		Answer plain = undone((undoing) -> send(route, owner, form, nothing));
		boolean page = plain.status() == 200 && !stops(plain);
		if (sound) {
			if (!plain.sentOn() && plain.status() != 200) {
				wrong.add("with nothing wrong: " + plain);
			}
			twice(route, owner, form, nothing, wrong);
			stale(route, owner, form, sent, wrong);
		}
		for (Attempt attempt : attempts(route, form, sent)) {
			undone((undoing) -> {
				String before = amounts();
				Answer answer = send(route, owner, form, attempt);
				String fault = fault(route, form, attempt, answer, page);
				if (fault != null) {
					wrong.add(attempt.what() + ": " + fault + " (" + answer + ")");
				}
				else if (answer.sentOn()) {
					followed(owner, attempt, answer, wrong);
				}
				else if (answer.status() != 200 && !attempt.partly() && !undoing.failed()
						&& !amounts().equals(before)) {
					wrong.add(attempt.what() + ": refused and yet something was written");
				}
				return answer;
			});
		}
		assertThat(wrong).as(route.toString()).isEmpty();
	}

	private <T> T undone(Function<Undoing, T> attempt) {
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			status.setRollbackOnly();
			return attempt.apply(((DefaultTransactionStatus) status)::isGlobalRollbackOnly);
		}));
	}

	/** The transaction that undoes an attempt. */
	private interface Undoing {

		/**
		 * Whether the attempt's own transaction has failed, so that it would have left
		 * nothing, although what it wrote is still to be seen here.
		 */
		boolean failed();

	}

	private Answer send(Route route, Visitor owner, Form form, Attempt attempt) {
		Answer answer = this.wire
			.send(this.wire.posting(route, route.address(this.files), form, attempt.sent(), attempt.attached())
				.with(csrf())
				.with(Seat.of(this.files.jdbc(), this.files.actor(owner))));
		if (answer.by(route)) {
			this.reached.merge(route.key() + " " + answer.handler(), 1, Integer::sum);
		}
		return answer;
	}

	/** The page that a hostile text may now be on is drawn as well. */
	private void followed(Visitor owner, Attempt attempt, Answer answer, List<String> wrong) {
		String to = Objects.requireNonNull(answer.location());
		if (attempt.typed() && to.startsWith("/")) {
			Answer page = this.wire.send(get(URI.create(to)).with(Seat.of(this.files.jdbc(), this.files.actor(owner))));
			if (page.status() >= 400) {
				wrong.add(attempt.what() + ": leads to a page that fails, " + page);
			}
		}
	}

	/** The same form sent again does nothing again. */
	private void twice(Route route, Visitor owner, Form form, Attempt nothing, List<String> wrong) {
		undone((undoing) -> {
			Attempt attempt = nothing;
			Answer first = send(route, owner, form, attempt);
			if (stops(first)) {
				MultiValueMap<String, String> confirmed = new LinkedMultiValueMap<>(nothing.sent());
				confirmed.set("confirmed", "true");
				attempt = new Attempt("confirmed", Set.of(), true, confirmed);
				first = send(route, owner, form, attempt);
				if (!first.sentOn()) {
					wrong.add("confirmed: " + first);
				}
			}
			String after = amounts();
			Answer second = send(route, owner, form, attempt);
			if (second.status() >= 500 || second.atTheDoor()) {
				wrong.add("the same form twice: " + second);
			}
			if (!undoing.failed() && !amounts().equals(after)) {
				wrong.add("the same form twice writes twice: " + after + " became " + amounts());
			}
			return second;
		});
	}

	/** A form drawn before somebody else's move does nothing but say so. */
	private void stale(Route route, Visitor owner, Form form, MultiValueMap<String, String> sent, List<String> wrong) {
		for (String name : List.of("drawnFrom", "version", "draftVersion")) {
			Form.Field field = form.fields().get(name);
			// What is new is in nobody's way.
			if (field == null || route.with().containsValue("new")) {
				continue;
			}
			MultiValueMap<String, String> old = new LinkedMultiValueMap<>(sent);
			old.set(name, name.equals("drawnFrom") ? Ids.next().toString()
					: String.valueOf(Long.parseLong(field.value()) - 1));
			old.set("confirmed", "true");
			Attempt attempt = new Attempt("a form that is stale by its " + name, Set.of(name), true, old);
			undone((undoing) -> {
				String before = amounts();
				Answer answer = send(route, owner, form, attempt);
				String fault = fault(route, form, attempt, answer, false);
				if (fault != null) {
					wrong.add(attempt.what() + ": " + fault + " (" + answer + ")");
				}
				if (!undoing.failed() && !amounts().equals(before)) {
					wrong.add(attempt.what() + ": something was written");
				}
				return answer;
			});
		}
	}

	private static boolean stops(Answer answer) {
		return answer.status() == 200 && answer.body().contains("name=\"confirmed\"");
	}

	/**
	 * All that is tried with a form: everything with the first field of each kind that a
	 * handler has, and the worst with every other one.
	 */
	private List<Attempt> attempts(Route route, Form form, MultiValueMap<String, String> sent) {
		Attempts attempts = new Attempts(sent);
		Set<String> boxes = new HashSet<>();
		for (String date : form.dates()) {
			List<String> three = List.of(date + ".day", date + ".month", date + ".year");
			boxes.addAll(three);
			attempts.date(date, three, first(route, "date"));
		}
		form.fields().forEach((name, field) -> {
			if (!name.equals("_csrf") && !boxes.contains(name)) {
				boolean all = first(route, field.kind().name());
				switch (field.kind()) {
					case HIDDEN -> attempts.hidden(name, all);
					case TEXT -> attempts.text(name, all);
					case SECRET -> attempts.secret(name, all);
					case ONE_OF, SOME_OF -> attempts.choice(name, field, all);
					case FILE -> attempts.file(name, all);
				}
			}
		});
		if (route.method().equals("UPLOAD")) {
			attempts.add("fields nobody asked for", "nobody-asked", true, HUGE, HOSTILE);
		}
		return attempts.all;
	}

	private boolean first(Route route, String kind) {
		return this.exhausted.add(route.key() + " " + kind);
	}

	/** What is tried, as it is gathered. */
	private static final class Attempts {

		private final List<Attempt> all = new ArrayList<>();

		private final MultiValueMap<String, String> sent;

		private Attempts(MultiValueMap<String, String> sent) {
			this.sent = sent;
		}

		private void add(String what, String name, boolean typed, String... values) {
			MultiValueMap<String, String> other = new LinkedMultiValueMap<>(this.sent);
			other.remove(name);
			for (String value : values) {
				other.add(name, value);
			}
			this.all.add(new Attempt(what, Set.of(name), typed, other));
		}

		private String given(String name) {
			return Objects.requireNonNullElse(this.sent.getFirst(name), "");
		}

		private void date(String date, List<String> boxes, boolean all) {
			date(date + " is 31 February", boxes, "31", "2", "2026");
			date(date + " is letters", boxes, "first", "May", "MMXX\u0000VI");
			if (all) {
				date(date + " is in the year 99999", boxes, "1", "1", "99999");
				date(date + " is in digits of another script", boxes, "\u0661", "\u0661", "\u0662\u0660\u0662\u0666");
				date(date + " is empty", boxes, "", "", "");
				date(date + " is a part", boxes, "1", "", "2026");
				date(date + " is a whole book", boxes, HUGE, "1", "2026");
				add(date + " has its day twice", boxes.get(0), true, "1", "2");
				MultiValueMap<String, String> missing = new LinkedMultiValueMap<>(this.sent);
				boxes.forEach(missing::remove);
				this.all.add(new Attempt(date + " is missing", Set.copyOf(boxes), true, missing));
			}
		}

		private void date(String what, List<String> boxes, String... parts) {
			MultiValueMap<String, String> other = new LinkedMultiValueMap<>(this.sent);
			for (int i = 0; i < parts.length; i++) {
				other.set(boxes.get(i), parts[i]);
			}
			this.all.add(new Attempt(what, Set.copyOf(boxes), true, other));
		}

		private void hidden(String name, boolean all) {
			add(name + " is empty", name, false, "");
			add(name + " is no id", name, false, NO_ID + HOSTILE);
			if (all) {
				add(name + " is nobody's id", name, false, Ids.next().toString());
				add(name + " is a whole book", name, false, HUGE);
				add(name + " is missing", name, false);
				add(name + " comes twice", name, false, given(name), Ids.next().toString());
			}
		}

		private void text(String name, boolean all) {
			add(name + " is empty", name, true, "");
			add(name + " is hostile", name, true, HOSTILE);
			add(name + " is too long", name, true, all ? HUGE : LONG);
			if (all) {
				add(name + " is blank", name, true, " \t ");
				add(name + " has controls", name, true, CONTROLS);
				add(name + " runs from right to left", name, true, RIGHT_TO_LEFT);
				add(name + " is missing", name, true);
				add(name + " comes twice", name, true, given(name), "And again");
			}
		}

		/** Few, for to check one takes long, and is meant to. */
		private void secret(String name, boolean all) {
			add(name + " is hostile", name, true, HOSTILE);
			if (all) {
				add(name + " is empty", name, true, "");
				add(name + " is too long", name, true, HUGE);
				add(name + " is missing", name, true);
			}
		}

		private void choice(String name, Form.Field field, boolean all) {
			add(name + " is not chosen", name, true);
			add(name + " is not offered", name, false, NO_OPTION + HOSTILE);
			if (all) {
				add(name + " is empty", name, false, "");
				add(name + " is nobody's id", name, false, Ids.next().toString());
				add(name + " is a whole book", name, false, HUGE);
				List<String> offered = field.offered().isEmpty() ? List.of(NO_OPTION) : field.offered();
				add(name + " comes twice", name, field.kind() == Form.Kind.SOME_OF, offered.get(0),
						offered.get(offered.size() - 1));
			}
		}

		private void file(String name, boolean all) {
			file("no file", name);
			file("a file of no bytes", name, EMPTY_FILE);
			file("a hostile name", name, HOSTILE_FILE);
			if (all) {
				file("a field without a file", name, new Attached("", ""));
				file("a file and one of no bytes", name, Wire.PAPER, EMPTY_FILE);
			}
		}

		private void file(String what, String name, Attached... files) {
			this.all.add(new Attempt(what, Set.of(name), true, this.sent, List.of(files)));
		}

	}

	/**
	 * Returns what is wrong with an answer, or null.
	 * @param page whether the route answers with a page where all went well
	 */
	private @Nullable String fault(Route route, Form form, Attempt attempt, Answer answer, boolean page) {
		if (!answer.by(route)) {
			return "not answered by the route's own handler but by " + answer.handler() + " at " + answer.pattern();
		}
		if (answer.status() >= 500 || answer.atTheDoor()) {
			return "broken";
		}
		boolean writes = form.fields().values().stream().anyMatch((field) -> field.kind() == Form.Kind.TEXT);
		if (answer.sentOn()) {
			return (answer.refusing() && writes) ? "refused, and what was typed is not on the page it leads to" : null;
		}
		if (answer.body().isEmpty()) {
			boolean clean = Set.of(400, 404, 409).contains(answer.status());
			return (clean && !attempt.typed()) ? null : "a bare error page";
		}
		if (answer.body().contains("<script>${") || answer.body().contains("<script>49")) {
			return "what was typed is carried out";
		}
		if (!Set.of(200, 409, 422).contains(answer.status())) {
			return "no status for a form";
		}
		boolean told = answer.body().contains("govuk-error-summary__list")
				|| (answer.status() == 409 && answer.body().contains("govuk-notification-banner"));
		if (!told && !stops(answer)) {
			return (page && answer.status() == 200) ? null : "nothing says what is wrong";
		}
		return lost(route, form, attempt, answer);
	}

	/** Returns what was typed, is not at fault, and is no longer there; or null. */
	private @Nullable String lost(Route route, Form form, Attempt attempt, Answer answer) {
		String address = route.address(this.files);
		Optional<Form> again = Form.on(answer.body())
			.stream()
			.filter((one) -> one.action().equals(address) || one.action().isEmpty())
			.filter((one) -> one.fields()
				.keySet()
				.containsAll(written(form).filter((name) -> !attempt.touched().contains(name)).toList()))
			.findFirst();
		if (again.isEmpty()) {
			String shown = HtmlEscape.unescapeHtml(answer.body());
			List<String> gone = written(form)
				.filter((name) -> !attempt.touched().contains(name) && !name.matches(".*\\.(day|month|year|time)"))
				.filter((name) -> !shown.contains(Objects.requireNonNull(attempt.sent().getFirst(name))))
				.toList();
			boolean said = answer.status() == 409 || written(form).findAny().isEmpty();
			return (said && gone.isEmpty()) ? null : "the form is not drawn again, and with it goes " + gone;
		}
		List<String> lost = new ArrayList<>();
		form.fields().forEach((name, field) -> {
			List<String> all = attempt.sent().getOrDefault(name, List.of());
			String given = (all.size() == 1) ? all.get(0) : null;
			Form.Field now = again.get().fields().get(name);
			boolean compared = switch (field.kind()) {
				case TEXT -> true;
				case ONE_OF -> !attempt.touched().contains(name);
				default -> false;
			};
			if (compared && given != null && !given.isBlank() && given.indexOf('\u0000') < 0
					&& (now == null || !kept(given, now.value()))) {
				lost.add(name + " was " + shortened(given) + " and is "
						+ ((now != null) ? shortened(now.value()) : "gone"));
			}
		});
		return lost.isEmpty() ? null : "lost: " + lost;
	}

	private static Stream<String> written(Form form) {
		return form.fields()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().kind() == Form.Kind.TEXT)
			.map(Map.Entry::getKey);
	}

	private static boolean kept(String given, String shown) {
		String before = given.replace("\r\n", "\n").strip();
		String after = shown.replace("\r\n", "\n").strip();
		return after.equals(before) || (before.length() > ECHO && after.length() >= ECHO && before.startsWith(after));
	}

	private static String shortened(String text) {
		return "\"" + text.substring(0, Math.min(40, text.length())) + "\"";
	}

	/**
	 * By how many rows everything that is kept has grown in this transaction, as
	 * PostgreSQL counts them. Papers that hang on a form until it is sent are no more
	 * than typed.
	 */
	private String amounts() {
		return String.join(", ", this.jdbc.sql("""
				select relname || ' ' || n_tup_ins - n_tup_del from pg_stat_xact_user_tables
				where n_tup_ins <> n_tup_del and relname not like 'spring_session%' and relname not in
					('document', 'document_access', 'reading', 'refused_look', 'refused_look_at', 'security_record')
				order by relname""").query(String.class).list());
	}

}
