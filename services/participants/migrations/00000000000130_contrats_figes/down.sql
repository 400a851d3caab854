DROP INDEX contrats_participant, contrats_de_la_candidature;
ALTER TABLE contrats DROP COLUMN fige;
