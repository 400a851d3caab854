ALTER TABLE echeances_regles DROP COLUMN edition;
DROP TRIGGER a_revoir ON qualifications;
