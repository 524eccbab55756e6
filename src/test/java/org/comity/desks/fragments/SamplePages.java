package org.comity.desks.fragments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.i18n.FixedLocaleResolver;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.templateresolver.SpringResourceTemplateResolver;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/**
 * Draws templates as the application would, without the application: for the tests of the
 * look, which need no database.
 */
final class SamplePages {

	private final GenericWebApplicationContext context = new GenericWebApplicationContext();

	private final ThymeleafViewResolver views = new ThymeleafViewResolver();

	SamplePages() {
		this.context.setServletContext(new MockServletContext());
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasenames("messages/common", "messages/fragments", "messages/directory", "messages/sample");
		messages.setDefaultEncoding("UTF-8");
		messages.setFallbackToSystemLocale(false);
		this.context.getBeanFactory().registerSingleton(AbstractApplicationContext.MESSAGE_SOURCE_BEAN_NAME, messages);
		this.context.refresh();
		SpringResourceTemplateResolver templates = new SpringResourceTemplateResolver();
		templates.setApplicationContext(this.context);
		templates.setPrefix("classpath:/templates/");
		templates.setSuffix(".html");
		SpringTemplateEngine engine = new SpringTemplateEngine();
		engine.setEnableSpringELCompiler(false);
		engine.setMessageSource(messages);
		engine.addTemplateResolver(templates);
		this.views.setTemplateEngine(engine);
		this.views.setApplicationContext(this.context);
		this.views.setCharacterEncoding("UTF-8");
	}

	/**
	 * Draws one template.
	 */
	String draw(String template, Map<String, ?> model) {
		MockHttpServletRequest request = new MockHttpServletRequest(this.context.getServletContext(), "GET",
				"/" + template);
		MockHttpServletResponse response = new MockHttpServletResponse();
		request.setAttribute(DispatcherServlet.WEB_APPLICATION_CONTEXT_ATTRIBUTE, this.context);
		request.setAttribute(WebApplicationContext.ROOT_WEB_APPLICATION_CONTEXT_ATTRIBUTE, this.context);
		request.setAttribute(DispatcherServlet.LOCALE_RESOLVER_ATTRIBUTE, new FixedLocaleResolver(Locale.UK));
		try {
			View view = this.views.resolveViewName(template, Locale.UK);
			if (view == null) {
				throw new IllegalArgumentException("No template " + template);
			}
			view.render(model, request, response);
			return response.getContentAsString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Reads one of the committed assets.
	 * @param path as in the address, from /assets/ on
	 */
	static byte[] asset(String path) {
		try {
			return Files.readAllBytes(Path.of("src/main/resources/static").resolve(path.substring(1)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
