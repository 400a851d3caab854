-- What the parties of a contract sign, from the first signature on. Contracts signed before are written from the
-- file as it is, as they were.
ALTER TABLE contrats ADD COLUMN fige jsonb;
