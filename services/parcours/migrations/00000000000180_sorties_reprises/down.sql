DROP TABLE suites_reprises;
ALTER TABLE fins DROP COLUMN fait_id, DROP COLUMN import_id;
ALTER TABLE sorties DROP COLUMN import_id;
