-- What a merge moved is named by table, in every service.
ALTER TABLE fusions DISABLE ROW LEVEL SECURITY;
UPDATE fusions SET deplaces = (deplaces - 'entretiens') || jsonb_build_object('entretiens_diagnostic', deplaces->'entretiens')
  WHERE deplaces ? 'entretiens';
ALTER TABLE fusions ENABLE ROW LEVEL SECURITY;
