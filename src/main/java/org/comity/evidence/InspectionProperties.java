package org.comity.evidence;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much of the evidence is counted anew each night.
 *
 * @param bytes how many bytes a night; the copy that uses them up is the last
 * @param againAfter how long a copy that was counted is left alone
 */
@ConfigurationProperties("comity.evidence.inspection")
record InspectionProperties(@DefaultValue("20GB") DataSize bytes, @DefaultValue("7d") Duration againAfter) {
}
