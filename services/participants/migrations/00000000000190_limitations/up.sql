-- The few files whose processing is restricted, for the round that tells of them.
CREATE INDEX participants_limites ON participants (territoire_id, id) WHERE limite_le IS NOT NULL;
