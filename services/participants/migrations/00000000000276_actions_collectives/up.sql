-- Collective actions of the PLIE: whoever one retains enters on its day (seed 003), and the next commission takes note of it.
CREATE TABLE actions_collectives (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  nom text NOT NULL,
  le date NOT NULL,
  structure uuid,
  operation uuid,
  saisie_le timestamptz NOT NULL,
  saisie_par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id)
);
CREATE INDEX actions_collectives_jour ON actions_collectives (territoire_id, le DESC, id DESC);
SELECT cloisonner('actions_collectives');

ALTER TABLE candidatures
  ADD COLUMN action_collective_id uuid,
  ADD CONSTRAINT candidatures_action FOREIGN KEY (territoire_id, action_collective_id) REFERENCES actions_collectives NOT VALID;
CREATE INDEX candidatures_action ON candidatures (territoire_id, action_collective_id)
  WHERE action_collective_id IS NOT NULL;
