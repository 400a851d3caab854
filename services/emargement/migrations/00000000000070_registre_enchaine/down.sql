ALTER TABLE racines DROP COLUMN precedente;
DROP TABLE registre_hauteurs;
DROP FUNCTION couper_entree(bigint);
DROP TABLE registre_textes;
