-- Since when the sex and the day of birth of a participation are to be read again in the file of the person: since its
-- record, for those of before too, and since each correction. Nothing when they are those of the file.
ALTER TABLE participations ADD COLUMN relire_depuis timestamptz DEFAULT now();
CREATE INDEX participations_a_relire ON participations (territoire_id, relire_depuis) WHERE relire_depuis IS NOT NULL;
CREATE INDEX participations_participant ON participations (territoire_id, participant_id);
