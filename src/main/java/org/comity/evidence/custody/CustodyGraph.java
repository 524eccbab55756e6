package org.comity.evidence.custody;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.comity.evidence.custody.CustodyLog.Event;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Tells a custody log to machines: JSON-LD in the words of CASE 1.3 and UCO 1.3, the
 * ontologies of cyber investigations. Each event is an investigative action with its
 * performer, tool and time; what it acts on and what comes of it are provenance records,
 * so that the chain can be followed from the last to the first. Every identifier is
 * counted from what it names, keys stand in the order of their characters: the same log
 * gives the same bytes.
 */
@Component
public class CustodyGraph {

	/** The media type. */
	public static final String MEDIA_TYPE = "application/ld+json";

	private static final String ONTOLOGY = "1.3.0";

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	/** The name space of addresses, RFC 9562 appendix A. */
	private static final UUID ADDRESSES = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

	private static final Map<String, String> CONTEXT = context();

	private final MessageSource messages;

	CustodyGraph(MessageSource messages) {
		this.messages = messages;
	}

	/** Returns the log as one line of JSON-LD in UTF-8. */
	public byte[] render(CustodyLog log) {
		Map<String, Object> document = new TreeMap<>();
		document.put("@context", CONTEXT);
		document.put("@graph", new Graph(log).nodes());
		return (MAPPER.writeValueAsString(document) + "\n").getBytes(StandardCharsets.UTF_8);
	}

	private String say(String key, Object... values) {
		return this.messages.getMessage(key, values, Locale.UK);
	}

	private static Map<String, String> context() {
		Map<String, String> context = new TreeMap<>();
		context.put("case-investigation", "https://ontology.caseontology.org/case/investigation/");
		for (String part : List.of("action", "core", "identity", "marking", "observable", "tool", "types",
				"vocabulary")) {
			context.put("uco-" + part, "https://ontology.unifiedcyberontology.org/uco/" + part + "/");
		}
		context.put("xsd", "http://www.w3.org/2001/XMLSchema#");
		return context;
	}

	/** A UUID counted from a name, version 5 of RFC 9562. */
	private static UUID counted(String name) {
		MessageDigest digest;
		try {
			digest = MessageDigest.getInstance("SHA-1");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-1", ex);
		}
		digest.update(ByteBuffer.allocate(16)
			.putLong(ADDRESSES.getMostSignificantBits())
			.putLong(ADDRESSES.getLeastSignificantBits())
			.array());
		ByteBuffer hash = ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
		return new UUID((hash.getLong() & ~0xF000L) | 0x5000L,
				(hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
	}

	private static Map<String, Object> typed(String type, String value) {
		return new TreeMap<>(Map.of("@type", type, "@value", value));
	}

	private static Map<String, Object> time(Instant at) {
		return typed("xsd:dateTime", at.truncatedTo(ChronoUnit.MILLIS).toString());
	}

	private static Map<String, Object> to(Map<String, Object> node) {
		return Map.of("@id", node.get("@id"));
	}

	private static List<Map<String, Object>> to(Collection<Map<String, Object>> nodes) {
		return nodes.stream().map(CustodyGraph::to).toList();
	}

	/**
	 * The nodes of one log.
	 */
	private final class Graph {

		private final CustodyLog log;

		private final List<Map<String, Object>> nodes = new ArrayList<>();

		private final Map<String, Map<String, Object>> identities = new LinkedHashMap<>();

		private Graph(CustodyLog log) {
			this.log = log;
		}

		List<Map<String, Object>> nodes() {
			Map<String, Object> marking = marking();
			List<Map<String, Object>> files = new ArrayList<>();
			files.add(file("manifest", "files.sha256", null, this.log.manifest(), marking));
			for (int i = 0; i < this.log.files().size(); i++) {
				CustodyLog.Item item = this.log.files().get(i);
				files.add(file("file " + (i + 1), item.name(), item.size(), item.sha256(), marking));
			}
			Map<String, Object> exhibit = provenance("exhibit", this.log.designation());
			exhibit.put("uco-core:description", say("custody.graph.produced", this.log.producer()));
			exhibit.put("uco-core:object", to(files));
			exhibit.put("uco-core:objectMarking", List.of(to(marking)));
			Map<String, Object> tool = object("tool", "uco-tool:Tool", "Comity");
			List<Map<String, Object>> actions = actions(exhibit, tool);
			Map<String, Object> investigation = object("investigation", "case-investigation:Investigation",
					this.log.request());
			investigation.put("uco-core:object", List.of(to(exhibit)));
			this.nodes.add(investigation);
			if (this.log.process() != null) {
				Map<String, Object> authorization = object("authorization", "case-investigation:Authorization",
						this.log.process());
				authorization.put("case-investigation:authorizationIdentifier", List.of(this.log.process()));
				investigation.put("case-investigation:relevantAuthorization", List.of(to(authorization)));
				this.nodes.add(authorization);
			}
			this.nodes.add(exhibit);
			this.nodes.add(marking);
			this.nodes.addAll(files);
			this.nodes.add(tool);
			this.nodes.addAll(this.identities.values());
			this.nodes.addAll(actions);
			Map<String, Object> bundle = object("bundle", "uco-core:Bundle",
					say("custody.pdf.title", this.log.request(), this.log.designation()));
			bundle.put("uco-core:description", say("custody.graph.what"));
			bundle.put("uco-core:specVersion", ONTOLOGY);
			bundle.put("uco-core:modifiedTime", time(this.log.asOf()));
			bundle.put("uco-core:object", to(this.nodes));
			this.nodes.add(0, bundle);
			return this.nodes;
		}

		private List<Map<String, Object>> actions(Map<String, Object> exhibit, Map<String, Object> tool) {
			List<Map<String, Object>> actions = new ArrayList<>();
			Map<String, Object> input = exhibit;
			Map<String, Object> before = null;
			for (Event event : this.log.events()) {
				Map<String, Object> result = provenance("record " + event.ordinal(),
						this.log.designation() + "/" + event.ordinal());
				result.put("uco-core:object", List.of(to(exhibit)));
				Map<String, Object> action = object("event " + event.ordinal(),
						"case-investigation:InvestigativeAction", say("custody.kind." + event.kind()));
				action.put("uco-core:tag", List.of(event.kind().name()));
				action.put("uco-action:actionStatus", typed("uco-vocabulary:ActionStatusTypeVocab", status(event)));
				action.put("uco-action:startTime", time(event.at()));
				action.put("uco-action:endTime", time(event.at()));
				action.put("uco-action:instrument", List.of(to(tool)));
				action.put("uco-action:object", List.of(to(input)));
				action.put("uco-action:result", List.of(to(result)));
				participants(event, action);
				if (event.note() != null) {
					action.put("uco-core:description", event.note());
				}
				if (event.entry() != null) {
					Map<String, Object> entry = thing("entry " + event.ordinal(), "uco-core:ExternalReference");
					entry.put("uco-core:definingContext", say("custody.graph.entry"));
					entry.put("uco-core:externalIdentifier", event.entry());
					action.put("uco-core:externalReference", List.of(entry));
				}
				if (before != null) {
					action.put("case-investigation:wasInformedBy", List.of(to(before)));
				}
				actions.add(action);
				actions.add(result);
				before = action;
				input = result;
			}
			return actions;
		}

		/** A person did it where one is named, for their office; else the office did. */
		private void participants(Event event, Map<String, Object> action) {
			List<Map<String, Object>> others = new ArrayList<>();
			Map<String, Object> office = identity("uco-identity:Organization", event.from());
			if (event.person() != null) {
				action.put("uco-action:performer", to(identity("uco-identity:Person", event.person())));
				others.add(to(office));
			}
			else {
				action.put("uco-action:performer", to(office));
			}
			if (event.to() != null && !event.to().equals(event.from())) {
				others.add(to(identity("uco-identity:Organization", event.to())));
			}
			if (!others.isEmpty()) {
				action.put("uco-action:participant", others);
			}
		}

		private static String status(Event event) {
			return switch (event.kind()) {
				case CHECKED_AGREES -> "Success";
				case CHECKED_DIFFERS -> "Fail";
				default -> "Complete/Finish";
			};
		}

		private Map<String, Object> identity(String type, String name) {
			return this.identities.computeIfAbsent(type + " " + name, (key) -> object(key, type, name));
		}

		private Map<String, Object> provenance(String key, String number) {
			Map<String, Object> record = object(key, "case-investigation:ProvenanceRecord", number);
			record.put("case-investigation:exhibitNumber", number);
			record.put("case-investigation:rootExhibitNumber", List.of(this.log.designation()));
			return record;
		}

		private Map<String, Object> marking() {
			String terms = this.log.conditions().isEmpty() ? this.log.use()
					: this.log.use() + "\n" + String.join("\n", this.log.conditions());
			Map<String, Object> model = thing("terms", "uco-marking:TermsOfUseMarking");
			model.put("uco-marking:definitionType", "terms-of-use");
			model.put("uco-marking:termsOfUse", terms);
			Map<String, Object> marking = object("marking", "uco-marking:MarkingDefinition", say("custody.pdf.use"));
			marking.put("uco-marking:definitionType", "terms-of-use");
			marking.put("uco-marking:definition", List.of(model));
			return marking;
		}

		private Map<String, Object> file(String key, String name, @Nullable Long size, String sha256,
				Map<String, Object> marking) {
			Map<String, Object> named = thing(key + " named", "uco-observable:FileFacet");
			named.put("uco-observable:fileName", name);
			Map<String, Object> hash = thing(key + " hash", "uco-types:Hash");
			hash.put("uco-types:hashMethod", typed("uco-vocabulary:HashNameVocab", "SHA256"));
			hash.put("uco-types:hashValue", typed("xsd:hexBinary", sha256));
			Map<String, Object> content = thing(key + " content", "uco-observable:ContentDataFacet");
			content.put("uco-observable:hash", List.of(hash));
			if (size != null) {
				named.put("uco-observable:sizeInBytes", typed("xsd:integer", size.toString()));
				content.put("uco-observable:sizeInBytes", typed("xsd:integer", size.toString()));
			}
			Map<String, Object> file = object(key, "uco-observable:File", name);
			file.put("uco-core:hasFacet", List.of(named, content));
			file.put("uco-core:objectMarking", List.of(to(marking)));
			return file;
		}

		private Map<String, Object> object(String key, String type, String name) {
			Map<String, Object> object = thing(key, type);
			object.put("uco-core:name", name);
			return object;
		}

		private Map<String, Object> thing(String key, String type) {
			Map<String, Object> thing = new TreeMap<>();
			thing.put("@id", "urn:uuid:" + counted(
					"urn:comity:custody\n" + this.log.request() + "\n" + this.log.designation() + "\n" + key));
			thing.put("@type", type);
			return thing;
		}

	}

}
