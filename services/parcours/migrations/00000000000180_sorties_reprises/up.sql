-- Exits and ends that come from another program, and what a table tells of an exit afterwards: further contracts, and calls.
ALTER TABLE sorties ADD COLUMN import_id uuid;
ALTER TABLE fins
  ADD COLUMN import_id uuid,
  -- The fact that a table tells: a parcours has one end, which is known by its parcours.
  ADD COLUMN fait_id uuid,
  ADD CONSTRAINT fins_reprises CHECK ((import_id IS NULL) = (fait_id IS NULL));
CREATE INDEX fins_fait ON fins (territoire_id, fait_id) WHERE fait_id IS NOT NULL;

CREATE TABLE suites_reprises (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  contenu jsonb NOT NULL,
  import_id uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, parcours_id) REFERENCES parcours
);
CREATE INDEX suites_reprises_parcours ON suites_reprises (territoire_id, parcours_id);
SELECT cloisonner('suites_reprises');
