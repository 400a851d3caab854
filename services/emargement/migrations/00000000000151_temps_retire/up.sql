-- What was recorded by mistake is withdrawn, never removed: when, by whom, why.
ALTER TABLE activites ADD COLUMN retire_le timestamptz;
ALTER TABLE activites ADD COLUMN retire_par uuid;
ALTER TABLE activites ADD COLUMN retire_motif text;
ALTER TABLE activites ADD CONSTRAINT activites_retrait
  CHECK ((retire_le IS NULL) = (retire_par IS NULL) AND (retire_le IS NULL) = (retire_motif IS NULL));
ALTER TABLE conges ADD COLUMN retire_le timestamptz;
ALTER TABLE conges ADD COLUMN retire_par uuid;
ALTER TABLE conges ADD COLUMN retire_motif text;
ALTER TABLE conges ADD CONSTRAINT conges_retrait
  CHECK ((retire_le IS NULL) = (retire_par IS NULL) AND (retire_le IS NULL) = (retire_motif IS NULL));

-- The minutes of a withdrawn activity are free again.
CREATE FUNCTION rendre_activite() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  DELETE FROM temps_pris WHERE territoire_id = NEW.territoire_id AND source = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER activites_rendent AFTER UPDATE ON activites FOR EACH ROW
  WHEN (OLD.retire_le IS NULL AND NEW.retire_le IS NOT NULL) EXECUTE FUNCTION rendre_activite();
