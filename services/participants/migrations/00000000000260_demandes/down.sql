DROP TABLE commission_demandes;
DROP TABLE demandes;
DROP INDEX commissions_instance;
ALTER TABLE commissions DROP COLUMN instance;
