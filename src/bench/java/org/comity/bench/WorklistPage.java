package org.comity.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.HdrHistogram.Histogram;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * My work, asked for over HTTP by a caseworker of the central authority that every
 * request passes: several browsers, each signed in and with a connection of its own, as
 * fast as they are answered.
 */
final class WorklistPage {

	private static final String DATABASE = "bench_worklist";

	private static final String READER = "fiona.macleod@ukca.example";

	private static final String PATH = "/work";

	private static final Pattern HIDDEN = Pattern
		.compile("<input type=\"hidden\" name=\"([^\"]+)\"[^>]*? value=\"([^\"]*)\"");

	private final BenchServer server;

	private final Settings settings;

	private final Map<String, Object> results = new LinkedHashMap<>();

	/** How often the wall is taken away and set up again. */
	private static final int TURNS = 4;

	private final Histogram took = new Histogram(3);

	private final Histogram without = new Histogram(3);

	private double perSecond;

	private double perSecondWithout;

	WorklistPage(BenchServer server, Settings settings) {
		this.server = server;
		this.settings = settings;
	}

	void run() throws Exception {
		this.server.create(DATABASE);
		try (ConfigurableApplicationContext application = Ours.start(this.server, DATABASE, this.settings.pools(),
				"--comity.demonstration.enabled=true")) {
			long began = System.nanoTime();
			CaseLoad.fill(this.server, DATABASE, this.settings.requests(), READER);
			Bench.say(String.format(Locale.ROOT, "%,d requests made in %.0f s", this.settings.requests(),
					(System.nanoTime() - began) / 1e9));
			String port = String.valueOf(application.getEnvironment().getProperty("local.server.port"));
			URI address = URI.create("http://127.0.0.1:" + port);
			String password = String
				.valueOf(application.getEnvironment().getProperty("comity.demonstration.password", "demonstration"));
			List<HttpClient> browsers = new ArrayList<>();
			for (int i = 0; i < Settings.BROWSERS; i++) {
				browsers.add(signedIn(address, password));
			}
			this.server.tidy(DATABASE);
			ask(browsers, address, this.settings.warmUp());
			this.server.count();
			ask(browsers.subList(0, 1), address, 1);
			Map<String, Long> statements = this.server.counted(DATABASE);
			int turn = Math.max(1, this.settings.pageSeconds() / TURNS);
			for (int i = 0; i < TURNS; i++) {
				wall(false);
				this.without.add(ask(browsers, address, turn));
				wall(true);
				this.took.add(ask(browsers, address, turn));
			}
			this.perSecond = this.took.getTotalCount() / (double) (turn * TURNS);
			this.perSecondWithout = this.without.getTotalCount() / (double) (turn * TURNS);
			this.results.put("perSecondWithoutWall", this.perSecondWithout);
			this.results.put("p50WithoutWall", this.without.getValueAtPercentile(50) / 1e3);
			this.results.put("p99WithoutWall", this.without.getValueAtPercentile(99) / 1e3);
			this.results.put("requests", this.settings.requests());
			this.results.put("page", PATH);
			this.results.put("connections", Settings.BROWSERS);
			this.results.put("pages", this.took.getTotalCount());
			this.results.put("perSecond", this.perSecond);
			this.results.put("p50", this.took.getValueAtPercentile(50) / 1e3);
			this.results.put("p99", this.took.getValueAtPercentile(99) / 1e3);
			this.results.put("statementsInOneSecondOfOneBrowser", statements);
		}
	}

	/**
	 * Row-level security on every table that has a policy, or on none: what it costs is
	 * measured in turns of one run, over the same rows.
	 */
	private void wall(boolean on) throws SQLException {
		try (Connection connection = this.server.connect(DATABASE); Statement statement = connection.createStatement()) {
			statement.execute(String.format(Locale.ROOT, """
					do $$
					declare
						walled regclass;
					begin
						for walled in select distinct polrelid::regclass from pg_policy loop
							execute format('alter table %%s %s row level security', walled);
						end loop;
					end $$""", on ? "enable" : "disable"));
		}
	}

	private static HttpClient signedIn(URI address, String password) throws IOException, InterruptedException {
		HttpClient client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.cookieHandler(new CookieManager())
			.followRedirects(HttpClient.Redirect.NEVER)
			.build();
		Map<String, String> form = new LinkedHashMap<>();
		Matcher hidden = HIDDEN
			.matcher(client.send(HttpRequest.newBuilder(address.resolve("/sign-in")).build(), BodyHandlers.ofString())
				.body());
		while (hidden.find()) {
			form.put(hidden.group(1), hidden.group(2));
		}
		form.put("email", READER);
		form.put("password", password);
		String body = form.entrySet()
			.stream()
			.map((field) -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		HttpResponse<String> answer = client.send(HttpRequest.newBuilder(address.resolve("/sign-in"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
		String to = answer.headers().firstValue("location").orElse("");
		if (answer.statusCode() != 302 || to.contains("sign-in")) {
			throw new IllegalStateException("Not signed in: " + answer.statusCode() + " " + to);
		}
		return client;
	}

	private static Histogram ask(List<HttpClient> browsers, URI address, int seconds) throws Exception {
		long end = System.nanoTime() + seconds * 1_000_000_000L;
		List<Callable<Histogram>> work = new ArrayList<>();
		for (HttpClient browser : browsers) {
			work.add(() -> {
				Histogram took = new Histogram(3);
				HttpRequest request = HttpRequest.newBuilder(address.resolve(PATH))
					.timeout(Duration.ofMinutes(1))
					.build();
				while (System.nanoTime() < end) {
					long before = System.nanoTime();
					HttpResponse<String> page = browser.send(request, BodyHandlers.ofString());
					took.recordValue((System.nanoTime() - before) / 1_000);
					if (page.statusCode() != 200 || !page.body().contains("/requests/")) {
						throw new IllegalStateException(PATH + " answered " + page.statusCode() + "\n" + page.body());
					}
				}
				return took;
			});
		}
		ExecutorService threads = Executors.newFixedThreadPool(browsers.size());
		try {
			Histogram all = new Histogram(3);
			for (Future<Histogram> done : threads.invokeAll(work)) {
				all.add(done.get());
			}
			return all;
		}
		finally {
			threads.shutdown();
		}
	}

	Map<String, Object> results() {
		return this.results;
	}

	String table() {
		return String.format(Locale.ROOT,
				"| Page | Requests | Connections | Pages a second | p50, ms | p99, ms |%n|---|--:|--:|--:|--:|--:|%n"
						+ "| My work of a caseworker at the UK Central Authority | %,d | %d | %,.0f | %.1f | %.1f |%n"
						+ "| the same with row-level security off | %,d | %d | %,.0f | %.1f | %.1f |%n",
				this.settings.requests(), Settings.BROWSERS, this.perSecond, this.took.getValueAtPercentile(50) / 1e3,
				this.took.getValueAtPercentile(99) / 1e3, this.settings.requests(), Settings.BROWSERS,
				this.perSecondWithout, this.without.getValueAtPercentile(50) / 1e3,
				this.without.getValueAtPercentile(99) / 1e3);
	}

}
