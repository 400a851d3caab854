-- The appointment or the time sheet that an entry of the ledger is about, by which its place in the ledger is found: read
-- from the text itself, so that whoever writes the entry has nothing more to say. What a merge moved names several, and is
-- about none of them.
ALTER TABLE registre ADD COLUMN objet uuid GENERATED ALWAYS AS (
  CASE WHEN contenu <> '' THEN
    CASE contenu::jsonb ->> 'fait'
      WHEN 'emargement' THEN (contenu::jsonb #>> '{donnees,rendez_vous}')::uuid
      WHEN 'absence' THEN (contenu::jsonb #>> '{donnees,rendez_vous}')::uuid
      WHEN 'feuille_signee' THEN (contenu::jsonb #>> '{donnees,feuille}')::uuid
      WHEN 'feuille_rouverte' THEN (contenu::jsonb #>> '{donnees,feuille}')::uuid
    END
  END
) STORED;
CREATE INDEX registre_objet ON registre (territoire_id, objet, seq) WHERE objet IS NOT NULL;
