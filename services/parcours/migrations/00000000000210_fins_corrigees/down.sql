DROP TABLE fins_retirees;
ALTER TABLE fins DROP COLUMN correction, DROP COLUMN version;
