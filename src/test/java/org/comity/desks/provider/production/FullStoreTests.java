package org.comity.desks.provider.production;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.comity.documents.BlobStore;
import org.comity.documents.StorageFull;
import org.comity.evidence.EvidenceStage;
import org.comity.evidence.EvidenceTest;
import org.comity.evidence.PartView;
import org.comity.testing.AsOwner;
import org.comity.testing.Seat;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.servlet.FlashMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doCallRealMethod;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;

/**
 * The store becomes full in the middle of an upload.
 */
@EvidenceTest
class FullStoreTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	EvidenceStage stage;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@MockitoSpyBean(name = "evidenceBlobs")
	BlobStore blobs;

	@Test
	void theProviderIsToldThatThereIsNoRoomAndWhatIsSafe() throws Exception {
		UUID request = this.stage.before.executing();
		UUID process = this.stage.before.answering(request);
		UUID part = this.stage.begun(process);
		String address = "/provider/processes/" + process + "/productions/" + part;
		upload(address, "first.txt");
		doAnswer((write) -> {
			write.getArgument(1, InputStream.class).read();
			throw new StorageFull("There is no room left on the disk", null);
		}).when(this.blobs).write(anyString(), any());
		FlashMap said = upload(address, "second.txt");
		assertThat(said.get("errors")).asInstanceOf(InstanceOfAssertFactories.map(String.class, String.class))
			.hasEntrySatisfying("files", (text) -> assertThat(text).startsWith("There is no room left on the server")
				.contains("the files before it are safe"));
		assertThat(this.stage.view(part).files()).extracting(PartView.File::name).containsExactly("first.txt");
		doCallRealMethod().when(this.blobs).write(anyString(), any());
		upload(address, "second.txt");
		assertThat(this.stage.view(part).files()).extracting(PartView.File::name)
			.containsExactly("first.txt", "second.txt");
	}

	private FlashMap upload(String address, String name) throws Exception {
		String body = "--cut\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + name
				+ "\"\r\nContent-Type: application/octet-stream\r\n\r\ncontent of " + name + "\r\n--cut--\r\n";
		return this.mvc
			.perform(post(address + "/files").with(csrf())
				.with(Seat.of(this.jdbc, this.stage.cast().counsel()))
				.contentType("multipart/form-data; boundary=cut")
				.content(body.getBytes(StandardCharsets.UTF_8)))
			.andExpect(redirectedUrl(address))
			.andReturn()
			.getFlashMap();
	}

}
