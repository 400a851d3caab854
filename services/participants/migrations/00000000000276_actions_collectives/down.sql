DROP INDEX candidatures_action;
ALTER TABLE candidatures DROP COLUMN action_collective_id;
DROP TABLE actions_collectives;
