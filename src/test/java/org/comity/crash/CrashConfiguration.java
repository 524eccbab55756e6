package org.comity.crash;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.directory.Person;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.requests.LetterFacts;
import org.comity.requests.MoveCommand;
import org.comity.requests.MoveDetails;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoves;
import org.comity.requests.Requests;
import org.comity.testing.AsOwner;
import org.comity.testing.OwnersClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Added to the application in the process that is to be killed, and only there: one
 * request at the prosecutor's.
 */
@Import(OwnersClient.class)
class CrashConfiguration extends KilledConfiguration {

	static final String TITLE = "A case for the crash";

	static final String OFFICER = "amara.osei@northshire.example";

	/**
	 * What a letter must hold is the business of other tests: here none lacks anything.
	 */
	@Bean
	@Primary
	static LetterFacts lackingNothing(ObjectProvider<LetterFacts> all) {
		return (LetterFacts) Proxy.newProxyInstance(CrashConfiguration.class.getClassLoader(),
				new Class<?>[] { LetterFacts.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("missing")) {
						return List.of();
					}
					LetterFacts real = all.orderedStream()
						.filter((facts) -> !Proxy.isProxyClass(facts.getClass()))
						.findFirst()
						.orElseThrow();
					try {
						return method.invoke(real, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getTargetException();
					}
				});
	}

	@Bean
	ApplicationRunner requestAtTheProsecutor(Requests requests, RequestMoves moves, Directory directory,
			@AsOwner JdbcClient jdbc, TransactionTemplate transaction) {
		return (arguments) -> transaction.executeWithoutResult((status) -> {
			boolean known = jdbc.sql("select exists (select 1 from request where title = ?)")
				.param(TITLE)
				.query(Boolean.class)
				.single();
			if (!known) {
				Actor officer = actor(directory, OFFICER);
				UUID company = directory.companies().get(0).id();
				UUID team = officer.teams().stream().findFirst().orElse(null);
				String channel = jdbc.sql("select code from channel limit 1").query(String.class).single();
				UUID request = requests
					.open(officer, Ids.next(), new Requests.NewRequest(TITLE, company, channel, null, team))
					.orElseThrow();
				moves.makeWithin(officer,
						new MoveCommand(request, RequestMove.SUBMIT, Ids.next(), null, MoveDetails.none()));
			}
		});
	}

	static Actor actor(Directory directory, String email) {
		Person person = directory.personByEmail(email).orElseThrow();
		var office = directory.office(person.office());
		return new Actor(person.id(), person.name(), office.id(), office.shortName(), office.kind(), office.side(),
				office.country(), person.roles(), person.teams());
	}

}
