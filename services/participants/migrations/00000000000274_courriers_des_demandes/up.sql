-- Of which demande a letter tells.
ALTER TABLE documents ADD COLUMN demande_id uuid;
-- Those that name a person who is erased.
CREATE INDEX documents_personnes ON documents USING gin (personnes);
