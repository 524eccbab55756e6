package org.comity.desks.account;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.comity.documents.UploadPlace;
import org.comity.documents.UploadedForm;
import org.comity.documents.Uploads;
import org.comity.kernel.Ids;

import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * A form that came when its person had first to show again who they are. It is kept in
 * their session, one at a time, and sent on by themselves. Files are not kept: the page
 * that sends it on names them and asks for them anew, in their places.
 *
 * @param id its id
 * @param path where it goes
 * @param fields what was typed
 * @param papers the files that were with it, which must be chosen anew
 */
record KeptForm(UUID id, String path, List<Field> fields, List<Paper> papers) implements Serializable {

	private static final String ATTRIBUTE = "comity.kept-form";

	/** Takes the form of a request into its session. */
	static KeptForm keep(HttpServletRequest request) {
		MultiValueMap<String, String> typed = new LinkedMultiValueMap<>();
		List<Paper> papers = new ArrayList<>();
		String type = request.getContentType();
		if (type != null && type.startsWith("multipart/")) {
			UploadedForm uploaded = Uploads.read(request, UploadPlace.PUT_ASIDE, (file) -> {
				if (!file.name().isEmpty()) {
					papers.add(new Paper(file.field(), file.name()));
				}
			});
			typed.addAll(uploaded.fields());
		}
		else {
			request.getParameterMap().forEach((name, values) -> typed.addAll(name, List.of(values)));
		}
		typed.remove("_csrf");
		List<Field> fields = new ArrayList<>();
		typed.forEach((name, values) -> values.forEach((value) -> fields.add(new Field(name, value))));
		KeptForm form = new KeptForm(Ids.next(), request.getRequestURI().substring(request.getContextPath().length()),
				fields, papers);
		request.getSession().setAttribute(ATTRIBUTE, form);
		return form;
	}

	/** The form of that id that this session keeps. */
	static Optional<KeptForm> kept(HttpServletRequest request, UUID id) {
		HttpSession session = request.getSession(false);
		return (session != null && session.getAttribute(ATTRIBUTE) instanceof KeptForm form && form.id().equals(id))
				? Optional.of(form) : Optional.empty();
	}

	/** The fields in which files were, each once. */
	public List<String> places() {
		return this.papers.stream().map(Paper::field).distinct().toList();
	}

	/** The names of the files of a field. */
	public String named(String field) {
		return this.papers.stream()
			.filter((paper) -> paper.field().equals(field))
			.map(Paper::name)
			.collect(Collectors.joining(", "));
	}

	/** The name of a file, and the field in which it was. */
	record Paper(String field, String name) implements Serializable {
	}

	/** One field as it was typed. */
	record Field(String name, String value) implements Serializable {
	}

}
