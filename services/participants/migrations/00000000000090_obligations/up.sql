-- One duty an operation: posed again, the later day counts.
ALTER TABLE obligations DISABLE ROW LEVEL SECURITY;
DELETE FROM obligations former USING obligations other
  WHERE former.territoire_id = other.territoire_id AND former.participant_id = other.participant_id
    AND former.operation = other.operation AND (former.jusquau, former.id) < (other.jusquau, other.id);
ALTER TABLE obligations ENABLE ROW LEVEL SECURITY;
DROP INDEX obligations_participant;
CREATE UNIQUE INDEX obligations_operation ON obligations (territoire_id, participant_id, operation);
