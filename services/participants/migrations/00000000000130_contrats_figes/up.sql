-- What the parties of a contract sign, from the first signature on. Contracts signed before are written from the
-- file as it is, as they were.
ALTER TABLE contrats ADD COLUMN fige jsonb;
CREATE INDEX contrats_de_la_candidature ON contrats (territoire_id, candidature_id, id);
CREATE INDEX contrats_participant ON contrats (territoire_id, participant_id, id);
