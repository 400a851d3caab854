-- The appointment or the time sheet that an entry of the ledger is about, by which its place in the ledger is found: read
-- from the text itself, so that whoever writes the entry has nothing more to say.
ALTER TABLE registre ADD COLUMN objet uuid GENERATED ALWAYS AS (
  CASE WHEN contenu <> '' THEN
    coalesce(contenu::jsonb #>> '{donnees,rendez_vous}', contenu::jsonb #>> '{donnees,feuille}')::uuid
  END
) STORED;
CREATE INDEX registre_objet ON registre (territoire_id, objet, seq) WHERE objet IS NOT NULL;
