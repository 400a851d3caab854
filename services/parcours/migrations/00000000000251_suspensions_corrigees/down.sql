ALTER TABLE suspensions DROP COLUMN retiree, DROP COLUMN version;
