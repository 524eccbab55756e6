package org.comity.desks.provider.production;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import me.desair.tus.server.TusFileUploadService;
import me.desair.tus.server.upload.UploadId;
import me.desair.tus.server.upload.UploadIdFactory;
import me.desair.tus.server.upload.UploadInfo;
import me.desair.tus.server.upload.UploadLock;
import me.desair.tus.server.upload.UploadLockingService;
import me.desair.tus.server.upload.UploadStorageService;
import me.desair.tus.server.upload.UuidUploadIdFactory;
import me.desair.tus.server.upload.concatenation.UploadConcatenationService;
import org.comity.evidence.IncomingUpload;
import org.comity.evidence.IncomingUploads;
import org.comity.kernel.Actor;
import org.comity.kernel.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * What the tus library stores for one request of one person, which is kept by
 * {@link IncomingUploads}. It knows no upload but those into one part, hands out no byte,
 * and never sees a disk.
 */
final class TusStorage implements UploadStorageService, UploadLockingService {

	private static final Duration KEPT = Duration.ofDays(1);

	private final IncomingUploads uploads;

	private final Actor actor;

	private final UUID part;

	private final IncomingUploads.@Nullable Hold hold;

	private UploadIdFactory ids = new UuidUploadIdFactory();

	/**
	 * @param hold of the upload that is written to, or null where none is
	 */
	TusStorage(IncomingUploads uploads, Actor actor, UUID part, IncomingUploads.@Nullable Hold hold) {
		this.uploads = uploads;
		this.actor = actor;
		this.part = part;
		this.hold = hold;
	}

	/** An upload was refused by a rule of ours. */
	static final class Refused extends RuntimeException {

		@Serial
		private static final long serialVersionUID = 1L;

		private final transient List<Rejection> reasons;

		private Refused(List<Rejection> reasons) {
			super("Refused");
			this.reasons = reasons;
		}

		List<Rejection> reasons() {
			return this.reasons;
		}

	}

	/** The library, over this. */
	TusFileUploadService library(String address) {
		return new TusFileUploadService().withUploadUri(address)
			.withUploadStorageService(this)
			.withUploadLockingService(this)
			.withUploadExpirationPeriod(KEPT.toMillis())
			.disableTusExtension("concatenation")
			.disableTusExtension("checksum");
	}

	@Override
	public @Nullable UploadInfo getUploadInfo(String url, @Nullable String owner) {
		return getUploadInfo(this.ids.readUploadId(url));
	}

	@Override
	public @Nullable UploadInfo getUploadInfo(@Nullable UploadId id) {
		return find(id).map(TusStorage::info).orElse(null);
	}

	private Optional<IncomingUpload> find(@Nullable UploadId id) {
		return (id != null && id.getOriginalObject() instanceof UUID known)
				? this.uploads.find(this.actor, this.part, known) : Optional.empty();
	}

	private static UploadInfo info(IncomingUpload upload) {
		UploadInfo info = new UploadInfo();
		info.setId(new UploadId(upload.id()));
		info.setLength(upload.size());
		info.setOffset(upload.received());
		return info;
	}

	@Override
	public UploadInfo create(UploadInfo info, @Nullable String owner) {
		Map<String, String> said = info.getMetadata();
		String name = text(said, "filename");
		long size = info.hasLength() ? info.getLength() : 0;
		if (size < 1) {
			throw new Refused(List.of(Rejection.at("files", "documents.upload.empty",
					new IncomingUploads.Wish(name, 0, null, null).name())));
		}
		IncomingUploads.Begun begun = this.uploads.begin(this.actor, this.part, new IncomingUploads.Wish(name, size,
				ProductionController.account(text(said, "account")), number(text(said, "modified"))));
		if (begun.id() == null) {
			throw new Refused(begun.refused());
		}
		info.setId(new UploadId(begun.id()));
		return info;
	}

	private static String text(Map<String, String> said, String key) {
		String value = said.get(key);
		return (value != null) ? value : "";
	}

	private static @Nullable Long number(String text) {
		return text.matches("\\d{1,15}") ? Long.valueOf(text) : null;
	}

	@Override
	public UploadInfo append(UploadInfo upload, InputStream body) throws IOException {
		if (this.hold == null) {
			throw new IllegalStateException("Nobody writes without holding the upload");
		}
		return info(this.uploads.append(this.actor, this.hold, body));
	}

	@Override
	public void terminateUpload(UploadInfo upload) {
		find(upload.getId()).ifPresent((known) -> this.uploads.remove(this.actor, this.part, known.id()));
	}

	/** Each piece that comes puts the end off by itself. */
	@Override
	public void update(UploadInfo upload) {
	}

	/** What came stays; a piece that broke was never counted. */
	@Override
	public void removeLastNumberOfBytes(@Nullable UploadInfo upload, long count) {
	}

	/** Done for all parts at once, not here. */
	@Override
	public void cleanupExpiredUploads(UploadLockingService locks) {
	}

	@Override
	public InputStream getUploadedBytes(String uri, @Nullable String owner) {
		throw new UnsupportedOperationException("What is coming in is read by nobody");
	}

	@Override
	public InputStream getUploadedBytes(UploadId id) {
		throw new UnsupportedOperationException("What is coming in is read by nobody");
	}

	@Override
	public void copyUploadTo(UploadInfo info, OutputStream to) {
		throw new UnsupportedOperationException("What is coming in is read by nobody");
	}

	@Override
	public String getUploadUri() {
		return this.ids.getUploadUri();
	}

	@Override
	public void setMaxUploadSize(Long most) {
	}

	@Override
	public long getMaxUploadSize() {
		return this.uploads.largest();
	}

	@Override
	public Long getUploadExpirationPeriod() {
		return KEPT.toMillis();
	}

	@Override
	public void setUploadExpirationPeriod(@Nullable Long period) {
	}

	@Override
	public void setUploadConcatenationService(@Nullable UploadConcatenationService service) {
	}

	@Override
	public @Nullable UploadConcatenationService getUploadConcatenationService() {
		return null;
	}

	@Override
	public void setIdFactory(UploadIdFactory factory) {
		this.ids = factory;
	}

	/** The upload is held before the library is asked: it would answer as if it were. */
	@Override
	public @Nullable UploadLock lockUploadByUri(String uri) {
		return null;
	}

	@Override
	public void cleanupStaleLocks() {
	}

	@Override
	public boolean isLocked(UploadId id) {
		return false;
	}

}
