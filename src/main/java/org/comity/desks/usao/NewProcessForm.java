package org.comity.desks.usao;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.comity.desks.fragments.MomentEntry;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.process.DataSought;
import org.comity.process.NewProcess;
import org.comity.process.ProcessKind;
import org.comity.requests.NoSuchRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

/**
 * What was typed to open a process. It keeps everything as typed, sense or not.
 */
record NewProcessForm(MultiValueMap<String, String> typed) {

	UUID formKey() {
		return id("formKey");
	}

	UUID drawnFrom() {
		return id("drawnFrom");
	}

	List<String> accounts() {
		return this.typed.getOrDefault("account", List.of());
	}

	List<String> data(UUID account) {
		return this.typed.getOrDefault("data-" + account, List.of());
	}

	/** All data chosen of the accounts chosen. */
	Set<DataSought> allData() {
		return accounts().stream()
			.flatMap((account) -> Ids.read(account).stream())
			.flatMap((account) -> sought(account).stream())
			.collect(Collectors.toSet());
	}

	NewProcess wish(UUID request) {
		List<NewProcess.Want> wants = new ArrayList<>();
		for (String chosen : accounts()) {
			Ids.read(chosen)
				.ifPresent((account) -> wants.add(new NewProcess.Want(account, sought(account),
						moment("from-" + account), moment("to-" + account), text("particulars-" + account))));
		}
		return new NewProcess(request, kind(), wants, this.typed.containsKey("sealed"),
				this.typed.containsKey("grandJury"), text("why"));
	}

	/** What the rules cannot see: that something was typed which is no moment. */
	List<Rejection> senseless() {
		return accounts().stream()
			.flatMap((account) -> Ids.read(account).stream())
			.flatMap((account) -> List.of("from-" + account, "to-" + account).stream())
			.filter((name) -> !entry(name).isBlank() && entry(name).moment().isEmpty())
			.map((name) -> Rejection.at(name, "process.new.range.invalid"))
			.toList();
	}

	Map<String, Object> values() {
		Map<String, Object> values = new LinkedHashMap<>();
		this.typed.forEach((name, some) -> values.put(name, (some.get(0) != null) ? some.get(0) : ""));
		return values;
	}

	private @Nullable ProcessKind kind() {
		return Arrays.stream(ProcessKind.values())
			.filter((one) -> one.name().equals(text("kind")))
			.findFirst()
			.orElse(null);
	}

	/** The kinds of data ticked of an account. */
	Set<DataSought> sought(UUID account) {
		return Arrays.stream(DataSought.values())
			.filter((one) -> data(account).contains(one.name()))
			.collect(Collectors.toSet());
	}

	private @Nullable Instant moment(String name) {
		return entry(name).moment().orElse(null);
	}

	private MomentEntry entry(String name) {
		return new MomentEntry(this.typed.getFirst(name + ".day"), this.typed.getFirst(name + ".month"),
				this.typed.getFirst(name + ".year"), this.typed.getFirst(name + ".time"));
	}

	private String text(String name) {
		return Objects.requireNonNullElse(this.typed.getFirst(name), "");
	}

	/** A form without its key was not drawn by us. */
	private UUID id(String name) {
		return Ids.read(text(name)).orElseThrow(NoSuchRequest::new);
	}

}
