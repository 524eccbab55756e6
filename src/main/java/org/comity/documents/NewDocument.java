package org.comity.documents;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What must be said of a document to store it; size, hash and id are found while storing.
 *
 * @param request the request it belongs to; of none (null) the database shows it to
 * nobody
 * @param subject what it is about inside the request, or null
 * @param aspect which part of a request it is, in the words of the visibility rule
 * @param kind what it is, upper case
 * @param name the file name; made safe on storing
 * @param mediaType the type told by its content
 * @param createdBy the person who stores it, or null for the system
 */
public record NewDocument(@Nullable UUID request, @Nullable UUID subject, String aspect, String kind, String name,
		String mediaType, @Nullable UUID createdBy) {

}
