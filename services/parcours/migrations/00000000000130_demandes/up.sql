-- What is asked of an instance about a parcours.
CREATE TABLE demandes (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  nature text NOT NULL,
  instance text NOT NULL,
  -- What is done once it is granted; nothing is kept of it once the person is forgotten.
  acte jsonb,
  objet text NOT NULL,
  motif text,
  etat text NOT NULL
    CHECK (etat IN ('a_decider', 'accordee', 'refusee', 'ajournee', 'retiree', 'rapportee', 'prise_acte')),
  demandee_le date NOT NULL,
  demandee_par uuid NOT NULL,
  decidee_le date,
  commission uuid,
  motif_decision text,
  conditions text,
  sans_effet text,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, parcours_id) REFERENCES parcours
);
-- One demande of a nature at a time.
CREATE UNIQUE INDEX demandes_en_attente ON demandes (territoire_id, parcours_id, nature)
  WHERE etat IN ('a_decider', 'ajournee');
CREATE INDEX demandes_le ON demandes (territoire_id, demandee_le, id);
CREATE INDEX demandes_parcours ON demandes (territoire_id, parcours_id, demandee_le, id);
CREATE INDEX demandes_participant ON demandes (territoire_id, participant_id, demandee_le, id);
SELECT cloisonner('demandes');
