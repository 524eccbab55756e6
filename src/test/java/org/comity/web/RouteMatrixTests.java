package org.comity.web;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.comity.testing.Seat;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.servlet.RegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/**
 * Every route of the application, tried by everybody. Whom the table {@code routes.txt}
 * names gets through; for everybody else the page does not exist (404, never 403), and
 * who has not signed in is sent to the door. A route without a row fails, and so does a
 * row without a route.
 */
@WholeApplication
class RouteMatrixTests {

	/** What the framework serves by itself: no case is in it. */
	private static final Set<String> PUBLIC_FILES = Set.of("/assets/**", "/webjars/**", "/**", "/favicon.ico");

	@Autowired
	private Wire wire;

	@Autowired
	private ApplicationContext context;

	@Autowired
	private CaseFiles files;

	@Autowired
	private TransactionTemplate transaction;

	private final Set<String> reached = new TreeSet<>();

	@Test
	void everyRouteHasARowAndEveryRowARoute() {
		Set<String> rows = new TreeSet<>(Route.all().stream().map(Route::key).toList());
		assertThat(this.wire.routes().keySet()).isEqualTo(rows);
	}

	@Test
	void everyRouteIsDeniedToSomebodyOrPersonal() {
		List<String> open = Route.all()
			.stream()
			.filter((route) -> route.visitors().size() == Visitor.values().length
					&& !route.visitors().containsValue(true))
			.map(Route::key)
			.distinct()
			.toList();
		assertThat(open).as("pages of one's own")
			.allMatch((key) -> key.contains(" /account") || key.contains("/notices") || key.contains(" /invitation")
					|| key.contains(" /verify"));
	}

	/** Nothing but controllers and the public style sheets answers at all. */
	@Test
	void nothingElseServesAnything() {
		List<String> urls = new ArrayList<>();
		this.context.getBeansOfType(AbstractUrlHandlerMapping.class)
			.forEach((name, mapping) -> urls.addAll(mapping.getHandlerMap().keySet()));
		assertThat(urls).isSubsetOf(PUBLIC_FILES);
		assertThat(this.context.getBeansOfType(RegistrationBean.class)
			.values()
			.stream()
			.filter((bean) -> bean.getClass().getName().contains("ServletRegistrationBean"))
			.map(Object::toString)).allMatch((bean) -> bean.contains("dispatcherServlet"));
	}

	@TestFactory
	Stream<DynamicTest> everyRouteAndEverybody() {
		this.reached.clear();
		List<DynamicTest> tests = new ArrayList<>();
		for (Route route : Route.all()) {
			tests.add(DynamicTest.dynamicTest(route.toString(), () -> {
				List<String> wrong = new ArrayList<>();
				if (route.reads()) {
					reading(route, wrong);
				}
				else if (route.tus()) {
					speaking(route, wrong);
				}
				else {
					writing(route, wrong);
				}
				assertThat(wrong).as(route.toString()).isEmpty();
			}));
		}
		tests.add(DynamicTest.dynamicTest("every route was reached by whom it is for",
				() -> assertThat(this.reached).isEqualTo(entries(this.wire.routes()))));
		return tests.stream();
	}

	private static Set<String> entries(Map<String, String> routes) {
		Set<String> entries = new TreeSet<>();
		routes.forEach((route, handler) -> entries.add(route + " " + handler));
		return entries;
	}

	private void reading(Route route, List<String> wrong) {
		String address = route.address(this.files);
		for (Visitor visitor : Visitor.values()) {
			Answer answer = this.wire
				.send(get(URI.create(address)).with(Seat.of(this.files.jdbc(), this.files.actor(visitor))));
			Boolean elsewhere = route.visitors().get(visitor);
			if (elsewhere == null) {
				refused(visitor, answer, wrong);
			}
			else if (elsewhere ? !answer.sentOn() : answer.status() != 200) {
				wrong.add(visitor + " should get through: " + answer);
			}
			else {
				reached(route, answer, wrong);
			}
		}
		Answer nobody = this.wire.send(get(URI.create(address)));
		if (route.anybody() ? nobody.status() != 200 : !nobody.atTheDoor()) {
			wrong.add("nobody: " + nobody);
		}
		else if (route.anybody()) {
			reached(route, nobody, wrong);
		}
	}

	/** What a script sends goes the way of a form, and is told so in numbers. */
	private void speaking(Route route, List<String> wrong) {
		URI address = URI.create(route.address(this.files));
		Map<String, String> headers = this.wire.spoken(route);
		String before = this.files.fingerprint();
		for (Visitor visitor : Visitor.values()) {
			if (!route.visitors().containsKey(visitor)) {
				refused(visitor,
						this.wire.send(this.wire.speaking(route, address, headers)
							.with(csrf())
							.with(Seat.of(this.files.jdbc(), this.files.actor(visitor)))),
						wrong);
			}
		}
		Answer nobody = this.wire.send(this.wire.speaking(route, address, headers).with(csrf()));
		if (nobody.status() != 401) {
			wrong.add("nobody: " + nobody);
		}
		Visitor owner = route.visitors().keySet().iterator().next();
		if (!Set.of("TUS-HEAD", "TUS-OPTIONS").contains(route.method())) {
			Answer forged = this.wire.send(this.wire.speaking(route, address, headers)
				.with(Seat.of(this.files.jdbc(), this.files.actor(owner))));
			if (forged.status() != 403) {
				wrong.add("forged, of " + owner + ": " + forged);
			}
		}
		assertThat(this.files.fingerprint()).as("what strangers could change").isEqualTo(before);
		route.visitors().keySet().forEach((visitor) -> {
			Answer answer = Objects.requireNonNull(this.transaction.execute((status) -> {
				status.setRollbackOnly();
				return this.wire.send(this.wire.speaking(route, address, headers)
					.with(csrf())
					.with(Seat.of(this.files.jdbc(), this.files.actor(visitor))));
			}));
			if (answer.status() / 100 != 2) {
				wrong.add(visitor + " should get through: " + answer);
			}
			else {
				reached(route, answer, wrong);
			}
		});
	}

	private void writing(Route route, List<String> wrong) {
		String address = route.address(this.files);
		Visitor owner = route.visitors().keySet().iterator().next();
		Form form = this.wire.form(route, owner);
		MultiValueMap<String, String> sent = form.filled(route.typed(this.files));
		String before = this.files.fingerprint();
		for (Visitor visitor : Visitor.values()) {
			if (!route.visitors().containsKey(visitor)) {
				refused(visitor,
						this.wire.send(this.wire.posting(route, address, form, sent)
							.with(csrf())
							.with(Seat.of(this.files.jdbc(), this.files.actor(visitor)))),
						wrong);
			}
		}
		Answer nobody = this.wire.send(this.wire.posting(route, address, form, sent).with(csrf()));
		if (route.anybody() ? nobody.status() >= 400 : !nobody.atTheDoor()) {
			wrong.add("nobody: " + nobody);
		}
		Answer forged = this.wire.send(this.wire.posting(route, address, form, sent)
			.with(Seat.of(this.files.jdbc(), this.files.actor(owner))));
		if (forged.status() != 403) {
			wrong.add("a forged form of " + owner + ": " + forged);
		}
		assertThat(this.files.fingerprint()).as("what strangers could change").isEqualTo(before);
		route.visitors().forEach((visitor, elsewhere) -> {
			Form own = (visitor == owner) ? form : formOr(form, route, visitor);
			// As if it had not been: the next visitor finds the case as it was.
			Answer answer = Objects.requireNonNull(this.transaction.execute((status) -> {
				status.setRollbackOnly();
				return this.wire.send(this.wire.posting(route, address, own, own.filled(route.typed(this.files)))
					.with(csrf())
					.with(Seat.of(this.files.jdbc(), this.files.actor(visitor))));
			}));
			if (answer.status() != 200 && !answer.sentOn()) {
				wrong.add(visitor + " should get through: " + answer);
			}
			else {
				reached(route, answer, wrong);
			}
		});
		assertThat(this.files.fingerprint()).isEqualTo(before);
	}

	/**
	 * Where a page has no such form for somebody who may send it, they send the owner's.
	 */
	private Form formOr(Form owners, Route route, Visitor visitor) {
		return this.wire.find(route, visitor).orElse(owners);
	}

	private static void refused(Visitor visitor, Answer answer, List<String> wrong) {
		if (answer.status() != 404) {
			wrong.add(visitor + " should find nothing: " + answer);
		}
	}

	private void reached(Route route, Answer answer, List<String> wrong) {
		if (!route.pattern().equals(answer.pattern()) || answer.handler() == null) {
			wrong.add("Not answered by the route's own handler but by " + answer.handler() + " at " + answer.pattern());
			return;
		}
		if (!answer.unguarded().isEmpty() && !route.pattern().startsWith("/actuator/")) {
			wrong.add("Not kept from running in the browser: " + answer.unguarded());
		}
		this.reached.add(route.key() + " " + answer.handler());
	}

}
