-- The plan of action of each instance: what its sessions decided that somebody does, and what came of it.
CREATE TABLE actions_instances (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  commission_id uuid NOT NULL,
  instance text NOT NULL,
  decidee_le date NOT NULL,
  -- Whom it concerns, when it is one person.
  participant_id uuid,
  quoi text NOT NULL,
  qui text NOT NULL,
  echeance date NOT NULL,
  etat text NOT NULL CHECK (etat IN ('a_faire', 'faite', 'abandonnee')),
  -- What each following session noted, oldest first.
  suites jsonb NOT NULL DEFAULT '[]',
  creee_par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, commission_id) REFERENCES commissions,
  FOREIGN KEY (territoire_id, participant_id) REFERENCES participants
);
CREATE INDEX actions_instances_le ON actions_instances (territoire_id, echeance, id);
CREATE INDEX actions_instances_commission ON actions_instances (territoire_id, commission_id);
CREATE INDEX actions_instances_a_faire ON actions_instances (territoire_id, instance, decidee_le) WHERE etat = 'a_faire';
CREATE INDEX actions_instances_suites ON actions_instances USING gin (suites jsonb_path_ops);
CREATE INDEX actions_instances_participant ON actions_instances (territoire_id, participant_id);
SELECT cloisonner('actions_instances');
