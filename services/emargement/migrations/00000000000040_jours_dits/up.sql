-- Version of the sheet of which the days were told: those certified before days were told are told once more.
ALTER TABLE feuilles ADD COLUMN jours_dits integer;
CREATE INDEX feuilles_a_dire ON feuilles (territoire_id, id)
  WHERE etat = 'certifiee' AND jours_dits IS DISTINCT FROM version;
