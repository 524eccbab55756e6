-- Files we hold. The bytes lie outside the database, under storage_key.
CREATE TABLE document (
	id uuid PRIMARY KEY,
	request_id uuid,
	subject_id uuid,
	aspect text NOT NULL,
	kind text NOT NULL CHECK (kind = upper(kind)),
	name text NOT NULL CHECK (length(name) BETWEEN 1 AND 150),
	media_type text NOT NULL,
	size bigint NOT NULL CHECK (size > 0),
	sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
	storage_key text NOT NULL,
	created_at timestamptz NOT NULL,
	created_by uuid
);

CREATE INDEX document_request ON document (request_id, created_at, id);

-- A draft's enclosure taken out again. The row above stays: a locked letter may cite the same bytes.
CREATE TABLE document_removed (
	document_id uuid PRIMARY KEY REFERENCES document (id),
	removed_at timestamptz NOT NULL,
	removed_by uuid NOT NULL
);

GRANT SELECT, INSERT ON document, document_removed TO ${app_role};
