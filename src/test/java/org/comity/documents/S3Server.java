package org.comity.documents;

import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * An S3 server for tests: s3proxy on the loopback address, with its objects in a folder.
 * It lives in a class loader of its own, because its libraries would take the place of
 * ours.
 */
final class S3Server implements AutoCloseable {

	static final String ACCESS_KEY = "access-key-of-the-tests";

	static final String SECRET_KEY = "secret-key-of-the-tests";

	private static final String PACKAGE = "org.gaul.s3proxy.";

	/**
	 * Keeps its log to what matters, and its logging library from telling how it began.
	 */
	private static final Map<String, String> QUIET = Map.of("LOG_LEVEL", "warn", "JETTY_LOG_LEVEL", "warn",
			"logback.statusListenerClass", "ch.qos.logback.core.status.NopStatusListener");

	private final URLClassLoader classes;

	private final Object server;

	S3Server(Path folder) throws ReflectiveOperationException, MalformedURLException {
		File jar = new File("target/s3proxy/s3proxy.jar");
		if (!jar.isFile()) {
			throw new IllegalStateException(jar + " is not there: run mvn process-test-classes once");
		}
		this.classes = new URLClassLoader(new URL[] { jar.toURI().toURL() }, ClassLoader.getPlatformClassLoader());
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(this.classes);
		QUIET.forEach(System::setProperty);
		try {
			Properties properties = new Properties();
			properties.setProperty("jclouds.filesystem.basedir", folder.toString());
			Object blobs = type("BlobStores").getMethod("create", String.class, Properties.class)
				.invoke(null, "filesystem-nio2", properties);
			Class<?> builder = type("S3Proxy$Builder");
			Object building = type("S3Proxy").getMethod("builder").invoke(null);
			builder.getMethod("blobStore", type("blobstore.BlobStore")).invoke(building, blobs);
			builder.getMethod("endpoint", URI.class).invoke(building, URI.create("http://127.0.0.1:0"));
			Class<?> authentication = type("auth.AuthenticationType");
			builder.getMethod("awsAuthentication", authentication, String.class, String.class)
				.invoke(building, authentication.getField("AWS_V4").get(null), ACCESS_KEY, SECRET_KEY);
			this.server = builder.getMethod("build").invoke(building);
			call("start");
		}
		finally {
			QUIET.keySet().forEach(System::clearProperty);
			thread.setContextClassLoader(before);
		}
	}

	private Class<?> type(String name) throws ClassNotFoundException {
		return this.classes.loadClass(PACKAGE + name);
	}

	private Object call(String name) throws ReflectiveOperationException {
		Method method = this.server.getClass().getMethod(name);
		return method.invoke(this.server);
	}

	URI endpoint() throws ReflectiveOperationException {
		return URI.create("http://127.0.0.1:" + call("getPort"));
	}

	@Override
	public void close() throws Exception {
		call("stop");
		this.classes.close();
	}

}
