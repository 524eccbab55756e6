package org.comity.web;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.Cookie;
import org.comity.kernel.Actor;
import org.comity.testing.Seat;
import org.comity.testing.SoftPasskey;

import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.util.HtmlUtils;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * What answers before any controller is asked: the sign-in by password, by code and by
 * passkey, and the way out. A passkey is made and shown by software, in a session that
 * holds the question, so that what is tampered with goes as deep as it can.
 */
final class Doors {

	/** What each door says itself, in the order of {@link #knock}. */
	static final Set<String> ALL = Set.of("POST /sign-in", "POST /sign-in/code", "POST /sign-in/passkey",
			"POST /sign-out", "a passkey is kept", "a passkey opens");

	private static final Pattern OPTIONS = Pattern.compile("data-options=\"([^\"]*)\"");

	private static final String MAKING = "/account/second-factors/passkey";

	private static final RequestPostProcessor NOBODY = (request) -> request;

	private final Wire wire;

	private final CaseFiles files;

	private final JdbcClient jdbc;

	private final Tamperer chance;

	private final Set<String> answered = new TreeSet<>();

	private int knocks;

	/**
	 * Knocks as the application, in whose transaction everything is undone.
	 * @param jdbc the application's own connection
	 */
	Doors(Wire wire, CaseFiles files, JdbcClient jdbc, Tamperer chance) {
		this.wire = wire;
		this.files = files;
		this.jdbc = jdbc;
		this.chance = chance;
	}

	/** The doors that have answered so far, by what they alone say. */
	Set<String> answered() {
		return this.answered;
	}

	/** Each door in turn. */
	Answer knock(int number, List<String> told) {
		Actor actor = this.files.actor(this.chance.any(List.of(Visitor.values())));
		return switch (this.knocks++ % 6) {
			case 0 -> password(actor, number, told);
			case 1 -> code(actor, number, told);
			case 2 -> out(actor, number, told);
			case 3 -> passkey(actor, Tampered.MAKING, number, told);
			case 4 -> passkey(actor, Tampered.SHOWING, number, told);
			default -> passkey(actor, Tampered.NEITHER, number, told);
		};
	}

	private Answer password(Actor actor, int number, List<String> told) {
		String email = this.chance.one(2) ? this.chance.value(number) : actor.person() + "@office.example";
		String password = this.chance.value(number);
		told.add("sign-in of " + Tamperer.shortly(email) + " with " + Tamperer.shortly(password));
		return note("POST /sign-in", "/sign-in?error", this.wire
			.seen(post("/sign-in").param("email", email).param("password", password).with(csrf()), from(), true));
	}

	private Answer code(Actor actor, int number, List<String> told) {
		String code = this.chance.value(number);
		String to = this.chance.value(number);
		// Those of the case files are sealed with no key.
		this.jdbc.sql("delete from account_code where person = ?").param(actor.person()).update();
		told.add("code " + Tamperer.shortly(code) + " to " + Tamperer.shortly(to));
		return note("POST /sign-in/code", "/account/again?error",
				this.wire.seen(post("/sign-in/code").param("code", code).param("to", to).with(csrf()).with(from()),
						Seat.of(this.files.jdbc(), actor), true));
	}

	private Answer out(Actor actor, int number, List<String> told) {
		String name = this.chance.value(number);
		told.add("sign-out with " + Tamperer.shortly(name));
		return note("POST /sign-out", "/sign-in?out",
				this.wire.seen(post("/sign-out").param(name, this.chance.value(number)).with(csrf()).with(from()),
						Seat.of(this.files.jdbc(), actor), true));
	}

	/** Made and then shown; the making, the showing or neither is tampered with. */
	private Answer passkey(Actor actor, Tampered what, int number, List<String> told) {
		RequestPostProcessor seat = Seat.of(this.files.jdbc(), actor);
		SoftPasskey passkey = new SoftPasskey();
		Asked asked = ask(MAKING, seat);
		String made = passkey.made(asked.options(), bytes(what == Tampered.MAKING));
		String label = "Key";
		if (what == Tampered.MAKING) {
			made = this.chance.one(2) ? this.chance.json(made, number) : made;
			label = this.chance.one(2) ? this.chance.value(number) : label;
		}
		told.add("passkey " + Tamperer.shortly(label) + " " + made);
		Answer answer = this.wire.seen(asked.into(post(MAKING)).param("credential", made).param("label", label), seat,
				false);
		boolean kept = this.jdbc
			.sql("select count(*) > 0 from user_credentials where user_entity_user_id = passkey_owner(?)")
			.param(actor.person())
			.query(Boolean.class)
			.single();
		if (what == Tampered.MAKING || !kept) {
			return answer;
		}
		this.answered.add("a passkey is kept");
		Asked question = ask("/sign-in", NOBODY);
		String shown = passkey.shown(question.options(), actor.person(), bytes(what == Tampered.SHOWING));
		if (what == Tampered.SHOWING && this.chance.one(2)) {
			shown = this.chance.json(shown, number);
		}
		told.add("shown " + shown);
		Answer opened = this.wire.seen(question.into(post("/sign-in/passkey")).param("credential", shown), from(),
				false);
		note("a passkey opens", "/", opened);
		return note("POST /sign-in/passkey", "/sign-in?passkey", opened);
	}

	private UnaryOperator<byte[]> bytes(boolean tampered) {
		return tampered ? this.chance.bytes(3) : UnaryOperator.identity();
	}

	/** The page that asks, with the session that remembers what it has asked. */
	private Asked ask(String page, RequestPostProcessor seat) {
		try {
			MvcResult result = this.wire.perform(get(page).with(seat));
			Matcher options = OPTIONS.matcher(result.getResponse().getContentAsString());
			Cookie session = result.getResponse().getCookie("SESSION");
			if (!options.find() || session == null) {
				throw new IllegalStateException("No passkey is asked for at " + page);
			}
			return new Asked(HtmlUtils.htmlUnescape(options.group(1)), session);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Answer note(String door, String place, Answer answer) {
		if (answer.location() != null && (answer.location().equals(place) || answer.location().startsWith(place + "&")
				|| answer.location().startsWith(place + "="))) {
			this.answered.add(door);
		}
		return answer;
	}

	/** From a place of its own, or the door would soon be closed to all. */
	private RequestPostProcessor from() {
		String address = "10." + this.chance.below(256) + "." + this.chance.below(256) + "." + this.chance.below(256);
		return (MockHttpServletRequest request) -> {
			request.setRemoteAddr(address);
			return request;
		};
	}

	private enum Tampered {

		MAKING, SHOWING, NEITHER

	}

	private record Asked(String options, Cookie session) {

		MockHttpServletRequestBuilder into(MockHttpServletRequestBuilder request) {
			return request.cookie(this.session).contentType(MediaType.APPLICATION_FORM_URLENCODED).with(csrf());
		}

	}

}
