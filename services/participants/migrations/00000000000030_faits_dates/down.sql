DROP TABLE piece_contenus, piece_versions, adresses, participant_versions;
ALTER TABLE participants DROP COLUMN etat_civil;
ALTER TABLE situations DROP COLUMN jusqua, DROP COLUMN piece_id, DROP COLUMN remplace, DROP COLUMN motif,
  DROP COLUMN retrait;
ALTER TABLE pieces DROP COLUMN etat, DROP COLUMN motif, DROP COLUMN expire_le, DROP COLUMN version;
