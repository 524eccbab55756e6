package org.comity.accounts;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.comity.directory.Directory;
import org.comity.kernel.Role;
import org.comity.testing.WebTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;

@WebTest
@Transactional
class FirstAdministratorTests {

	@Autowired
	private ConfigurableApplicationContext context;

	@Autowired
	private FirstAdministrator first;

	@Autowired
	private Invitations invitations;

	@Autowired
	private Directory directory;

	@Autowired
	private PasswordSignIn signIn;

	@Autowired
	private JdbcTemplate jdbc;

	@Test
	void theFirstAdministratorIsMadeWithTheCommand() {
		noActiveAdministrator();
		String said = command("root@court.example", "Ada Quartey", false, 0);
		assertThat(said).contains("root@court.example").containsPattern("/invitation/[A-Za-z0-9_-]{43}");
		String link = said.lines().filter((line) -> line.startsWith("    ")).findFirst().orElseThrow().strip();
		String token = link.substring(link.lastIndexOf('/') + 1);
		assertThat(this.invitations.invited(token)).isPresent();
		assertThat(this.invitations.choosePassword(token, "harbour lantern nine", "harbour lantern nine").refused())
			.isFalse();
		SignedIn in = (SignedIn) java.util.Objects.requireNonNull(this.signIn
			.authenticate(
					UsernamePasswordAuthenticationToken.unauthenticated("root@court.example", "harbour lantern nine"))
			.getPrincipal());
		assertThat(in.actor().roles()).containsExactly(Role.ADMINISTRATOR);
	}

	@Test
	void whereThereIsOneASecondIsRefusedUnlessForced() {
		assertThat(command("root@court.example", "Ada Quartey", false, 1)).contains("There is an active administrator");
		assertThat(this.directory.personByEmail("root@court.example")).isEmpty();
		command("root@court.example", "Ada Quartey", true, 0);
		assertThat(this.directory.personByEmail("root@court.example")).isPresent();
	}

	@Test
	void aNamelessOrAddresslessOneIsRefused() {
		noActiveAdministrator();
		assertThat(command("root", "", false, 1)).contains("Enter a name").contains("Enter an email address");
	}

	private void noActiveAdministrator() {
		this.jdbc.update(
				"update person set active = false where office = (select id from office where kind = 'ADMINISTRATION')");
	}

	private String command(String email, String name, boolean force, int expected) {
		ByteArrayOutputStream console = new ByteArrayOutputStream();
		MockEnvironment environment = new MockEnvironment().withProperty(CreateAdministratorCommand.EMAIL, email)
			.withProperty(CreateAdministratorCommand.NAME, name);
		int code = new CreateAdministratorCommand(this.first, this.invitations, this.context, this.context, environment)
			.create(force, new PrintStream(console, true, StandardCharsets.UTF_8));
		assertThat(code).isEqualTo(expected);
		return console.toString(StandardCharsets.UTF_8);
	}

}
