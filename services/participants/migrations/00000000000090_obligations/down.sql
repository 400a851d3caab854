DROP INDEX obligations_operation;
CREATE INDEX obligations_participant ON obligations (territoire_id, participant_id);
