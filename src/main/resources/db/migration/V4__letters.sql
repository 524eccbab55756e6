-- The letter of request: the draft section by section, and the versions signed off.

-- A draft's section has its own version: two people who write different sections do not disturb each other.
CREATE TABLE letter_draft (
	request_id uuid NOT NULL REFERENCES request (id),
	section text NOT NULL,
	value jsonb NOT NULL,
	version bigint NOT NULL CHECK (version > 0),
	saved_at timestamptz NOT NULL,
	saved_by uuid NOT NULL REFERENCES person (id),
	PRIMARY KEY (request_id, section)
);

GRANT SELECT, INSERT, UPDATE ON letter_draft TO ${app_role};

-- Signed off: the application may add a version and read it, never change one.
CREATE TABLE letter_version (
	request_id uuid NOT NULL REFERENCES request (id),
	number int NOT NULL CHECK (number > 0),
	kind text NOT NULL CHECK ((kind = 'LETTER' AND number = 1) OR (kind = 'ADDENDUM' AND number > 1)),
	reference text NOT NULL,
	content jsonb NOT NULL,
	canonical text NOT NULL,
	sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
	note text NOT NULL,
	issued_by uuid NOT NULL REFERENCES person (id),
	issued_by_name text NOT NULL,
	issued_at timestamptz NOT NULL,
	document_id uuid NOT NULL UNIQUE REFERENCES document (id),
	PRIMARY KEY (request_id, number),
	UNIQUE (reference, number)
);

-- A version that has left the prosecutor.
CREATE TABLE letter_sent (
	request_id uuid NOT NULL,
	number int NOT NULL,
	sent_at timestamptz NOT NULL,
	PRIMARY KEY (request_id, number),
	FOREIGN KEY (request_id, number) REFERENCES letter_version (request_id, number)
);

GRANT SELECT, INSERT ON letter_version, letter_sent TO ${app_role};
