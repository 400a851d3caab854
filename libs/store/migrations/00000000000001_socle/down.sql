DROP TABLE historique, journal_lecture, idempotence, referentiels, territoires_connus, inbox, abonnement, outbox, outbox_tete;
DROP FUNCTION cloisonner(regclass);
