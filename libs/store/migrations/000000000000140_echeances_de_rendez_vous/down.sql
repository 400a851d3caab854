DROP INDEX outbox_fiches;
CREATE INDEX outbox_fiches ON outbox (territoire_id, type, sujet, seq)
  WHERE type IN ('territoires.utilisateur_decrit.v1', 'territoires.structure_decrite.v1', 'territoires.en_tete_decrit.v1',
    'participants.personne_decrite.v1', 'fse.operation_decrite.v1', 'participants.echeances_dites.v1', 'fse.echeances_dites.v1',
    'participants.dossier_suivi.v1', 'parcours.dossier_suivi.v1');
