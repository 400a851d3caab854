DROP INDEX lignes_importees_groupe;
DROP INDEX lignes_importees_ordre;
ALTER TABLE lignes_importees DROP COLUMN ordre, DROP COLUMN groupe;
