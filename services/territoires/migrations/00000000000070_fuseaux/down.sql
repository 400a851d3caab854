ALTER TABLE territoires DROP COLUMN fuseau;
