package org.comity.desks.audit;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.comity.evidence.EvidenceStage;
import org.comity.evidence.EvidenceTest;
import org.comity.kernel.Actor;
import org.comity.kernel.Role;
import org.comity.process.ProcessDetails;
import org.comity.process.ProcessKind;
import org.comity.process.ProcessMove;
import org.comity.process.ProcessStage;
import org.comity.requests.Machine;
import org.comity.requests.Timeline;
import org.comity.testing.AsOwner;
import org.comity.testing.Seat;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * A sealed process leaves no trace on an auditor's timeline, nor do the parts produced in
 * answer to it.
 */
@EvidenceTest
class SealedProcessTests {

	@Autowired
	EvidenceStage stage;

	@Autowired
	Timeline timeline;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@Autowired
	MockMvc mvc;

	private UUID answering(UUID request, boolean sealed) {
		ProcessStage before = this.stage.before;
		Actor assistant = before.cast.assistant();
		UUID process = before.opened(before.wish(request, ProcessKind.WARRANT, sealed, false));
		before.made(assistant, process, ProcessMove.APPLY, ProcessDetails.none());
		before.made(assistant, process, ProcessMove.GRANTED, before.granted());
		before.made(assistant, process, ProcessMove.SERVE, ProcessDetails.none());
		before.made(before.cast.counsel(), process, ProcessMove.ACKNOWLEDGE, ProcessDetails.none());
		return process;
	}

	private Set<UUID> subjects(Actor actor, UUID request) {
		return this.timeline.of(actor, request)
			.stream()
			.filter((item) -> item.machine() != Machine.REQUEST)
			.map(Timeline.Item::subject)
			.collect(Collectors.toSet());
	}

	private String page(Actor actor, UUID request) throws Exception {
		return this.mvc.perform(get("/requests/" + request + "/timeline").with(Seat.of(this.jdbc, actor)))
			.andExpect(status().isOk())
			.andReturn()
			.getResponse()
			.getContentAsString(StandardCharsets.UTF_8);
	}

	@Test
	void anAuditorReadsOfOpenProcessesAndTheirPartsOnly() throws Exception {
		UUID request = this.stage.before.executing();
		Actor auditor = this.stage.cast().of("OVERSIGHT-US", Role.AUDITOR);
		UUID sealed = answering(request, true);
		UUID sealedPart = this.stage.lodged(request, sealed);
		assertThat(subjects(this.stage.cast().attorney(), request)).containsExactlyInAnyOrder(sealed, sealedPart);
		assertThat(subjects(this.stage.cast().assistant(), request)).containsExactlyInAnyOrder(sealed, sealedPart);
		assertThat(subjects(auditor, request)).isEmpty();
		assertThat(this.timeline.latestEntry(auditor, request, sealedPart)).isEmpty();
		assertThat(this.timeline.ofSubject(auditor, request, sealed, null)).isEmpty();
		assertThat(page(this.stage.cast().attorney(), request)).contains("Part of the production lodged");
		assertThat(page(auditor, request)).doesNotContain("Part of the production lodged").contains("Referred");
		UUID open = answering(request, false);
		UUID openPart = this.stage.lodged(request, open);
		assertThat(subjects(auditor, request)).containsExactlyInAnyOrder(open, openPart);
		assertThat(page(auditor, request)).contains("Part of the production lodged");
	}

}
