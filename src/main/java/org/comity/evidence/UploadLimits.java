package org.comity.evidence;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much may come in, so that one provider cannot fill the store for all.
 *
 * @param file the largest file
 * @param part the most that the files of one part may be together
 * @param open how many uploads one person may have under way
 */
@ConfigurationProperties("comity.evidence.uploads")
record UploadLimits(@DefaultValue("200GB") DataSize file, @DefaultValue("1TB") DataSize part,
		@DefaultValue("50") int open) {

	UploadLimits {
		if (file.toBytes() < 1 || part.toBytes() < 1 || open < 1) {
			throw new IllegalArgumentException("comity.evidence.uploads.* must be 1 or more");
		}
	}

}
