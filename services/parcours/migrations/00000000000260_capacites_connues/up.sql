-- When the working time of a référent was said; what was said before, and the former version of the suite says, was known all along.
ALTER TABLE capacites ADD COLUMN connue_le timestamptz;

-- What was said of the working time of a référent from a day on before something else took its place.
CREATE TABLE capacites_remplacees (
  territoire_id uuid NOT NULL,
  referent uuid NOT NULL,
  des_le date NOT NULL,
  rang integer NOT NULL CHECK (rang > 0),
  centiemes_etp smallint NOT NULL CHECK (centiemes_etp BETWEEN 1 AND 100),
  connue_le timestamptz,
  remplacee_le timestamptz NOT NULL CHECK (remplacee_le >= connue_le),
  PRIMARY KEY (territoire_id, referent, des_le, rang),
  FOREIGN KEY (territoire_id, referent, des_le) REFERENCES capacites
);
SELECT cloisonner('capacites_remplacees');
