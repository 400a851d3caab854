-- What is kept for a time is found by its age; a card that a later one replaces, by its subject.
CREATE INDEX inbox_applique_le ON inbox (territoire_id, applique_le);
CREATE INDEX outbox_fiches ON outbox (territoire_id, type, sujet, seq)
  WHERE type IN ('territoires.utilisateur_decrit.v1', 'territoires.structure_decrite.v1',
    'participants.personne_decrite.v1', 'fse.operation_decrite.v1');
