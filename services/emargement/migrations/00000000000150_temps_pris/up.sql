-- An activity with its hours takes minutes that nothing else takes; without, it is so many minutes of a day.
ALTER TABLE activites ADD COLUMN debut timestamptz;
ALTER TABLE activites ADD COLUMN fin timestamptz CHECK (fin > debut);
ALTER TABLE activites ADD CONSTRAINT activites_horaire CHECK ((debut IS NULL) = (fin IS NULL));

-- Each minute of somebody is taken once. `provision` makes the extension where the owner of this schema may not.
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TABLE temps_pris (
  territoire_id uuid NOT NULL,
  source uuid NOT NULL,
  nature text NOT NULL CHECK (nature IN ('rendez_vous', 'activite')),
  agent uuid NOT NULL,
  debut timestamptz NOT NULL,
  fin timestamptz NOT NULL CHECK (fin > debut),
  PRIMARY KEY (territoire_id, source),
  CONSTRAINT temps_pris_une_fois
    EXCLUDE USING gist (territoire_id WITH =, agent WITH =, tstzrange(debut, fin) WITH &&)
);
SELECT cloisonner('temps_pris');

-- What is written of an appointment or of an activity says what it takes, whoever writes it: the pods of the former version too.
CREATE FUNCTION prendre_rendez_vous() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  DELETE FROM temps_pris WHERE territoire_id = NEW.territoire_id AND source = NEW.id;
  IF NEW.etat <> 'annule' THEN
    INSERT INTO temps_pris (territoire_id, source, nature, agent, debut, fin)
      VALUES (NEW.territoire_id, NEW.id, 'rendez_vous', NEW.animateur, NEW.debut, NEW.fin);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER rendez_vous_prend AFTER INSERT ON rendez_vous FOR EACH ROW EXECUTE FUNCTION prendre_rendez_vous();
-- Those that took minutes twice before are left as they are until they move.
CREATE TRIGGER rendez_vous_deplace AFTER UPDATE ON rendez_vous FOR EACH ROW
  WHEN (OLD.debut <> NEW.debut OR OLD.fin <> NEW.fin OR OLD.animateur <> NEW.animateur
    OR (OLD.etat = 'annule') <> (NEW.etat = 'annule'))
  EXECUTE FUNCTION prendre_rendez_vous();

CREATE FUNCTION prendre_activite() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO temps_pris (territoire_id, source, nature, agent, debut, fin)
    VALUES (NEW.territoire_id, NEW.id, 'activite', NEW.agent, NEW.debut, NEW.fin);
  RETURN NULL;
END $$;
CREATE TRIGGER activites_prennent AFTER INSERT ON activites FOR EACH ROW
  WHEN (NEW.debut IS NOT NULL) EXECUTE FUNCTION prendre_activite();

ALTER TABLE rendez_vous DISABLE ROW LEVEL SECURITY;
ALTER TABLE temps_pris DISABLE ROW LEVEL SECURITY;
INSERT INTO temps_pris (territoire_id, source, nature, agent, debut, fin)
  SELECT territoire_id, id, 'rendez_vous', animateur, debut, fin FROM rendez_vous WHERE etat <> 'annule'
  ORDER BY territoire_id, debut, id
  ON CONFLICT DO NOTHING;
ALTER TABLE temps_pris ENABLE ROW LEVEL SECURITY;
ALTER TABLE rendez_vous ENABLE ROW LEVEL SECURITY;
