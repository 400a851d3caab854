-- Which instance sits: until now there was the commission of entries alone.
ALTER TABLE commissions ADD COLUMN instance text NOT NULL DEFAULT 'commission';
CREATE INDEX commissions_instance ON commissions (territoire_id, instance, tenue_le DESC, id DESC);

-- What comes before an instance besides candidatures, as parcours tells it.
CREATE TABLE demandes (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  participant_id uuid NOT NULL,
  candidature_id uuid NOT NULL,
  nature text NOT NULL,
  instance text NOT NULL,
  pour_information boolean NOT NULL,
  objet text NOT NULL,
  motif text,
  demandee_le date NOT NULL,
  etat text NOT NULL CHECK (etat IN ('a_presenter', 'inscrite', 'decidee', 'retiree')),
  reportee boolean NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, participant_id) REFERENCES participants,
  FOREIGN KEY (territoire_id, candidature_id) REFERENCES candidatures
);
CREATE INDEX demandes_a_presenter ON demandes (territoire_id, instance, reportee DESC, demandee_le, id)
  WHERE etat = 'a_presenter';
CREATE INDEX demandes_participant ON demandes (territoire_id, participant_id);
SELECT cloisonner('demandes');

-- Those that are on the agenda of a session, and what was decided of them.
CREATE TABLE commission_demandes (
  territoire_id uuid NOT NULL,
  commission_id uuid NOT NULL,
  demande_id uuid NOT NULL,
  rang bigint GENERATED ALWAYS AS IDENTITY,
  decision text CHECK (decision IN ('accordee', 'refusee', 'ajournee', 'prise_acte')),
  motif text,
  conditions text,
  deports jsonb NOT NULL DEFAULT '[]',
  corrigees jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (territoire_id, commission_id, demande_id),
  FOREIGN KEY (territoire_id, commission_id) REFERENCES commissions,
  FOREIGN KEY (territoire_id, demande_id) REFERENCES demandes
);
CREATE INDEX commission_demandes_demande ON commission_demandes (territoire_id, demande_id);
SELECT cloisonner('commission_demandes');
