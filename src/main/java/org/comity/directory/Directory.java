package org.comity.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.comity.kernel.Side;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The read side of the directory. A lookup by id finds what is deactivated too, since old
 * requests name it; a list offers only what is active, unless it says otherwise. An
 * unknown id is a {@link NoSuchElementException}.
 */
@Service
@Transactional(readOnly = true)
public class Directory {

	private static final String OFFICE = "select id, code, name, short_name, kind, side, country, district from office ";

	private static final String COMPANY = """
			select c.id, c.office, c.provider, c.name, c.region, c.country, c.district
			from provider_company c join office o on o.id = c.office
			""";

	private static final String PERSON = """
			select p.id, p.office, p.name, p.email, p.active,
				array(select r.role from person_role r where r.person = p.id order by r.role) as roles,
				array(select t.team from person_team t where t.person = p.id) as teams
			from person p
			""";

	/*
	 * What was looked up by id before. None of it can change while this runs: the
	 * application's role at the database may change nothing of an office but whether it
	 * is active, which is no part of an Office and is always asked for anew, and nothing
	 * at all of a company or a channel. The rest comes with a migration, and a migration
	 * with a new start. So nothing is ever evicted, two servers cannot disagree, and a
	 * transaction that is undone leaves nothing wrong here.
	 */

	private final Map<UUID, Office> offices = new ConcurrentHashMap<>();

	private final Map<UUID, ProviderCompany> companies = new ConcurrentHashMap<>();

	private final Map<Version, Channel> channels = new ConcurrentHashMap<>();

	/** A version of a channel. */
	private record Version(String code, int number) {
	}

	private final JdbcClient jdbc;

	Directory(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	public Office office(UUID id) {
		return known(this.offices, id, this::readOffice);
	}

	/**
	 * Reads outside of the map's own locks: who waits for a connection there would hold
	 * up others who have one.
	 */
	private static <K, V> V known(Map<K, V> before, K key, Function<K, V> read) {
		V found = before.get(key);
		if (found == null) {
			found = read.apply(key);
			before.put(key, found);
		}
		return found;
	}

	private Office readOffice(UUID id) {
		return this.jdbc.sql(OFFICE + "where id = :id")
			.param("id", id)
			.query(Directory::office)
			.optional()
			.orElseThrow(() -> new NoSuchElementException("No office " + id));
	}

	public Optional<Office> officeByCode(String code) {
		return this.jdbc.sql(OFFICE + "where code = :code").param("code", code).query(Directory::office).optional();
	}

	/**
	 * Returns the active offices of a kind, by name.
	 */
	public List<Office> offices(OfficeKind kind) {
		return this.jdbc.sql(OFFICE + "where kind = :kind and active order by name, id")
			.param("kind", kind.name())
			.query(Directory::office)
			.list();
	}

	/**
	 * Returns every office, active or not, in the order of the hops and then by name.
	 */
	public List<Office> everyOffice() {
		return this.jdbc.sql(OFFICE + "order by name, id")
			.query(Directory::office)
			.list()
			.stream()
			.sorted((a, b) -> a.kind().compareTo(b.kind()))
			.toList();
	}

	/**
	 * Returns whether an office takes part now.
	 */
	public boolean active(UUID office) {
		return this.jdbc.sql("select active from office where id = :id")
			.param("id", office)
			.query(Boolean.class)
			.optional()
			.orElseThrow(() -> new NoSuchElementException("No office " + office));
	}

	public ProviderCompany company(UUID id) {
		return known(this.companies, id, this::readCompany);
	}

	private ProviderCompany readCompany(UUID id) {
		return this.jdbc.sql(COMPANY + "where c.id = :id")
			.param("id", id)
			.query(Directory::company)
			.optional()
			.orElseThrow(() -> new NoSuchElementException("No company " + id));
	}

	/**
	 * Returns the companies of all active providers, by provider and name, those in the
	 * United States first in each group.
	 */
	public List<ProviderCompany> companies() {
		return this.jdbc.sql(COMPANY + "where o.active order by c.provider, c.district is null, c.name")
			.query(Directory::company)
			.list();
	}

	/**
	 * Returns the case teams of an office, by name; empty for an office that has none.
	 */
	public List<CaseTeam> teams(UUID office) {
		return this.jdbc.sql("select id, office, name from case_team where office = :office order by name")
			.param("office", office)
			.query((row, number) -> new CaseTeam(id(row, "id"), id(row, "office"), row.getString("name")))
			.list();
	}

	public Person person(UUID id) {
		return this.jdbc.sql(PERSON + "where p.id = :id")
			.param("id", id)
			.query(Directory::person)
			.optional()
			.orElseThrow(() -> new NoSuchElementException("No person " + id));
	}

	/**
	 * Returns the person who signs in with an e-mail address, written in any case.
	 */
	public Optional<Person> personByEmail(String email) {
		return this.jdbc.sql(PERSON + "where p.email = lower(:email)")
			.param("email", email)
			.query(Directory::person)
			.optional();
	}

	/**
	 * Returns everybody in an office, active or not, by name.
	 */
	public List<Person> people(UUID office) {
		return this.jdbc.sql(PERSON + "where p.office = :office order by p.name, p.id")
			.param("office", office)
			.query(Directory::person)
			.list();
	}

	/**
	 * Returns the version of a channel that is in force today.
	 */
	public Channel channel(String code) {
		int version = this.jdbc.sql("""
				select version from channel where code = :code and valid_from <= current_date
				order by version desc limit 1
				""")
			.param("code", code)
			.query(Integer.class)
			.optional()
			.orElseThrow(() -> new NoSuchElementException("No channel " + code));
		return channel(code, version);
	}

	public Channel channel(String code, int version) {
		return known(this.channels, new Version(code, version), (key) -> readChannel(key.code(), key.number()));
	}

	private Channel readChannel(String code, int version) {
		Map<OfficeKind, OfficeRule> rules = new EnumMap<>(OfficeKind.class);
		Map<OfficeKind, String> citations = new EnumMap<>(OfficeKind.class);
		List<OfficeKind> hops = new ArrayList<>();
		this.jdbc.sql("""
				select kind, rule, citation from channel_hop where channel = :code and version = :version
				order by position
				""").param("code", code).param("version", version).query((row) -> {
			OfficeKind kind = OfficeKind.valueOf(row.getString("kind"));
			hops.add(kind);
			rules.put(kind, OfficeRule.valueOf(row.getString("rule")));
			citations.put(kind, row.getString("citation"));
		});
		List<RefusalGround> grounds = this.jdbc.sql("""
				select code, citation from channel_ground where channel = :code and version = :version
				order by position
				""")
			.param("code", code)
			.param("version", version)
			.query((row, number) -> new RefusalGround(row.getString("code"), row.getString("citation")))
			.list();
		return this.jdbc.sql("""
				select requesting_country, requested_country, instrument from channel
				where code = :code and version = :version
				""")
			.param("code", code)
			.param("version", version)
			.query((row, number) -> new Channel(code, version, hops, grounds, citations, rules,
					row.getString("requesting_country"), row.getString("requested_country"),
					row.getString("instrument")))
			.optional()
			.orElseThrow(() -> new NoSuchElementException("No channel " + code + " version " + version));
	}

	/**
	 * Returns the office that the channel proposes for a hop.
	 * @param channel the channel in the version the request began with
	 * @param hop the hop
	 * @param investigator the office that investigates
	 * @param company the company that holds the accounts
	 * @throws NoSuchElementException if the channel has no such hop, or names no active
	 * office for this case
	 */
	public Office proposed(Channel channel, OfficeKind hop, Office investigator, ProviderCompany company) {
		OfficeRule rule = channel.rules().get(hop);
		if (rule == null) {
			throw new NoSuchElementException("No hop " + hop + " in " + channel.code());
		}
		return switch (rule) {
			case INVESTIGATOR_ITSELF -> investigator;
			case OFFICE_OF_COMPANY -> office(company.office());
			case AREA_OF_INVESTIGATOR -> named(channel, hop, investigator.id(), null);
			case DISTRICT_OF_COMPANY -> named(channel, hop, null, company.district());
			case ONLY_ONE -> named(channel, hop, null, null);
		};
	}

	/**
	 * Returns the active offices that may fill a hop, for those who may choose another
	 * than the one proposed.
	 */
	public List<Office> allowed(Channel channel, OfficeKind hop) {
		OfficeRule rule = channel.rules().get(hop);
		if (rule == null) {
			throw new NoSuchElementException("No hop " + hop + " in " + channel.code());
		}
		return switch (rule) {
			case INVESTIGATOR_ITSELF ->
				offices(hop).stream().filter((office) -> office.country().equals(channel.requestingCountry())).toList();
			case OFFICE_OF_COMPANY -> offices(hop);
			case AREA_OF_INVESTIGATOR, DISTRICT_OF_COMPANY,
					ONLY_ONE ->
				this.jdbc.sql(OFFICE + """
						where active and id in (select office from channel_office
							where channel = :code and version = :version and kind = :kind)
						order by name, id
						""")
					.param("code", channel.code())
					.param("version", channel.version())
					.param("kind", hop.name())
					.query(Directory::office)
					.list();
		};
	}

	/**
	 * The row that names the investigating office or the district, else the row for all
	 * others.
	 */
	private Office named(Channel channel, OfficeKind hop, @Nullable UUID investigator, @Nullable String district) {
		return this.jdbc.sql("""
				select o.id, o.code, o.name, o.short_name, o.kind, o.side, o.country, o.district
				from channel_office c join office o on o.id = c.office
				where c.channel = :code and c.version = :version and c.kind = :kind and c.proposed and o.active
					and (c.investigator is null or c.investigator = cast(:investigator as uuid))
					and (c.district is null or c.district = cast(:district as text))
				order by c.investigator is null, c.district is null
				limit 1
				""")
			.param("code", channel.code())
			.param("version", channel.version())
			.param("kind", hop.name())
			.param("investigator", investigator)
			.param("district", district)
			.query(Directory::office)
			.optional()
			.orElseThrow(() -> new NoSuchElementException("No active office is named for " + hop));
	}

	private static Office office(ResultSet row, int number) throws SQLException {
		String side = row.getString("side");
		return new Office(id(row, "id"), row.getString("code"), row.getString("name"), row.getString("short_name"),
				OfficeKind.valueOf(row.getString("kind")), (side != null) ? Side.valueOf(side) : null,
				row.getString("country"), row.getString("district"));
	}

	private static ProviderCompany company(ResultSet row, int number) throws SQLException {
		return new ProviderCompany(id(row, "id"), id(row, "office"), row.getString("provider"), row.getString("name"),
				row.getString("region"), row.getString("country"), row.getString("district"));
	}

	private static Person person(ResultSet row, int number) throws SQLException {
		Set<Role> roles = strings(row, "roles").stream().map(Role::valueOf).collect(Collectors.toSet());
		Set<UUID> teams = strings(row, "teams").stream().map(UUID::fromString).collect(Collectors.toSet());
		return new Person(id(row, "id"), id(row, "office"), row.getString("name"), row.getString("email"), roles, teams,
				row.getBoolean("active"));
	}

	private static UUID id(ResultSet row, String column) throws SQLException {
		return row.getObject(column, UUID.class);
	}

	private static Set<String> strings(ResultSet row, String column) throws SQLException {
		Set<String> values = new LinkedHashSet<>();
		for (Object value : (Object[]) row.getArray(column).getArray()) {
			values.add(value.toString());
		}
		return values;
	}

}
