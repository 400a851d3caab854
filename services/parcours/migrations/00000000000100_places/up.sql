-- Places and working time that a convention funds, of a structure or of one of its référents, version after version: what is
-- said otherwise later stays, as what was known until then.
CREATE TABLE conventions_places (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  structure uuid NOT NULL,
  referent uuid,
  du date NOT NULL,
  au date NOT NULL CHECK (au >= du),
  places integer NOT NULL CHECK (places BETWEEN 0 AND 10000),
  centiemes_etp integer NOT NULL CHECK (centiemes_etp BETWEEN 0 AND 99999),
  reference text NOT NULL,
  connue_le timestamptz NOT NULL,
  remplacee_le timestamptz CHECK (remplacee_le >= connue_le),
  PRIMARY KEY (territoire_id, id, version)
);
CREATE UNIQUE INDEX conventions_places_connues ON conventions_places (territoire_id, id) WHERE remplacee_le IS NULL;
CREATE INDEX conventions_places_structure ON conventions_places (territoire_id, structure, id);
CREATE INDEX conventions_places_referent ON conventions_places (territoire_id, referent, id);
CREATE INDEX conventions_places_jours ON conventions_places (territoire_id, au, du);
SELECT cloisonner('conventions_places');

-- The states of a day are asked of a whole territory, by their first days.
CREATE INDEX periodes_jours ON periodes (territoire_id, du, parcours_id) WHERE remplacee_le IS NULL;
