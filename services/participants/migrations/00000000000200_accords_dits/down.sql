DROP INDEX consentements_a_dire;
ALTER TABLE consentements DROP COLUMN retrait_dit, DROP COLUMN dit;
