-- Of which demande a letter tells.
ALTER TABLE documents ADD COLUMN demande_id uuid;
