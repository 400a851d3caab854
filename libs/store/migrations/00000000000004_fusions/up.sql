-- Files of persons that participants made one, and what this service moved with them.
CREATE TABLE personnes_fusionnees (
  territoire_id uuid NOT NULL,
  fusion uuid NOT NULL,
  garde uuid NOT NULL,
  absorbe uuid NOT NULL,
  deplaces jsonb NOT NULL,
  PRIMARY KEY (territoire_id, fusion)
);
CREATE INDEX personnes_fusionnees_absorbe ON personnes_fusionnees (territoire_id, absorbe);
SELECT cloisonner('personnes_fusionnees');
