ALTER TABLE territoires_connus DROP COLUMN fuseau;
