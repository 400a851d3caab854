-- Of whom a partner is told in its extract: not those alone whom it referred.
ALTER TABLE documents ADD COLUMN personnes uuid[] NOT NULL DEFAULT '{}';
