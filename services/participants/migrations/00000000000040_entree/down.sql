DROP TABLE contrat_codes, documents, liens, candidature_contacts;
ALTER TABLE contrat_signatures DROP COLUMN nom, DROP COLUMN lieu, DROP COLUMN mode, DROP COLUMN preuve,
  DROP COLUMN saisie_le, DROP COLUMN saisie_par;
DROP INDEX contrats_candidature, contrats_renouvelle;
ALTER TABLE contrats DROP COLUMN debut, DROP COLUMN fin, DROP COLUMN renouvelle, DROP COLUMN operation,
  DROP COLUMN texte, DROP COLUMN empreinte, DROP COLUMN termine_le, DROP COLUMN motif_fin,
  ADD CONSTRAINT contrats_candidature UNIQUE (territoire_id, candidature_id);
ALTER TABLE commission_dossiers DROP COLUMN code_motif, DROP COLUMN conditions, DROP COLUMN corrigees;
ALTER TABLE commissions DROP COLUMN lieu, DROP COLUMN membres, DROP COLUMN deports;
DROP INDEX candidatures_referent;
ALTER TABLE candidatures DROP COLUMN commentaire, DROP COLUMN prescripteur_a_contacter_le;
ALTER TABLE diagnostics DROP COLUMN contenu;
