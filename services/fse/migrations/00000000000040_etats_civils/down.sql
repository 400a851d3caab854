DROP INDEX participations_participant;
DROP INDEX participations_a_relire;
ALTER TABLE participations DROP COLUMN relire_depuis;
