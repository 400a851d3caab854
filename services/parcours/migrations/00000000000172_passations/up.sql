-- A handover, with what was true of each person when they were handed over: what happens later alters nothing. Whose each sheet is, its
-- parcours says.
CREATE TABLE passations (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  de uuid NOT NULL,
  vers uuid NOT NULL,
  des_le date NOT NULL,
  jusqu_au date CHECK (jusqu_au >= des_le),
  personnes integer NOT NULL CHECK (personnes > 0),
  le timestamptz NOT NULL,
  par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id)
);
CREATE INDEX passations_de ON passations (territoire_id, de, id);
CREATE INDEX passations_vers ON passations (territoire_id, vers, id);
SELECT cloisonner('passations');

CREATE TABLE passations_fiches (
  territoire_id uuid NOT NULL,
  passation_id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  contenu jsonb NOT NULL,
  lignes jsonb NOT NULL,
  -- What only who accompanies the person reads.
  sensibles jsonb NOT NULL,
  PRIMARY KEY (territoire_id, passation_id, parcours_id),
  FOREIGN KEY (territoire_id, passation_id) REFERENCES passations,
  FOREIGN KEY (territoire_id, parcours_id) REFERENCES parcours
);
CREATE INDEX passations_fiches_parcours ON passations_fiches (territoire_id, parcours_id);
SELECT cloisonner('passations_fiches');
