-- Who is the référent of a person, from day to day. What is known otherwise later stays, as what was known until then.
CREATE TABLE affectations (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  referent uuid NOT NULL,
  du date NOT NULL,
  au date CHECK (au >= du),
  -- Of the first one, the commission decided: nobody handed the person over.
  motif text,
  par uuid,
  connue_le timestamptz NOT NULL,
  remplacee_le timestamptz CHECK (remplacee_le >= connue_le),
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, parcours_id) REFERENCES parcours
);
CREATE UNIQUE INDEX affectations_connues ON affectations (territoire_id, parcours_id, du) WHERE remplacee_le IS NULL;
CREATE INDEX affectations_referent ON affectations (territoire_id, referent, parcours_id) WHERE remplacee_le IS NULL;

ALTER TABLE parcours DISABLE ROW LEVEL SECURITY;
INSERT INTO affectations (territoire_id, id, parcours_id, referent, du, connue_le)
SELECT territoire_id, gen_random_uuid(), id, referent, entree_le, now() FROM parcours;
ALTER TABLE parcours ENABLE ROW LEVEL SECURITY;
SELECT cloisonner('affectations');
