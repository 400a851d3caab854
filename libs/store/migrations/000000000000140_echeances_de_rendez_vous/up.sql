-- What is asked of each person at an appointment is told whole as well: what is told again is pruned.
DROP INDEX outbox_fiches;
CREATE INDEX outbox_fiches ON outbox (territoire_id, type, sujet, seq)
  WHERE type IN ('territoires.utilisateur_decrit.v1', 'territoires.structure_decrite.v1', 'territoires.en_tete_decrit.v1',
    'participants.personne_decrite.v1', 'fse.operation_decrite.v1', 'participants.echeances_dites.v1', 'fse.echeances_dites.v1',
    'emargement.echeances_dites.v1', 'participants.dossier_suivi.v1', 'parcours.dossier_suivi.v1');
