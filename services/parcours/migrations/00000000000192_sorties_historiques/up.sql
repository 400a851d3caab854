-- What was changed of an exit is told beside it, as of what people edit: a change makes a version.
ALTER TABLE sorties ADD COLUMN version integer NOT NULL DEFAULT 1;
