-- Start of the appointment to which the person came and of which a compte rendu is awaited; none once one is validated. Of
-- those that ended before, and of those that a pod of the former version ends, none is awaited.
ALTER TABLE presences ADD COLUMN attend_compte_rendu timestamptz;
CREATE INDEX presences_comptes_rendus ON presences (territoire_id, attend_compte_rendu, rendez_vous_id, participant_id)
  WHERE attend_compte_rendu IS NOT NULL;
