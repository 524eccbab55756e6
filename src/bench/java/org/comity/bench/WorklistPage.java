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

	private Histogram took = new Histogram(3);

	private double perSecond;

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
			long asked = System.nanoTime();
			this.took = ask(browsers, address, this.settings.pageSeconds());
			this.perSecond = this.took.getTotalCount() / ((System.nanoTime() - asked) / 1e9);
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
						+ "| My work of a caseworker at the UK Central Authority | %,d | %d | %,.0f | %.1f | %.1f |%n",
				this.settings.requests(), Settings.BROWSERS, this.perSecond, this.took.getValueAtPercentile(50) / 1e3,
				this.took.getValueAtPercentile(99) / 1e3);
	}

}
