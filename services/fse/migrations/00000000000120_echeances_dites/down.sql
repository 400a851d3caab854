DELETE FROM a_dire WHERE nature IN ('echeances', 'echeances_operation');
DROP TRIGGER a_dire_echeances ON operations;
DROP TRIGGER a_dire_echeances ON questionnaires;
DROP TRIGGER a_dire_echeances ON participations;
