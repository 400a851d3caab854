ALTER TABLE fusions DISABLE ROW LEVEL SECURITY;
UPDATE fusions SET deplaces = (deplaces - 'entretiens_diagnostic') || jsonb_build_object('entretiens', deplaces->'entretiens_diagnostic')
  WHERE deplaces ? 'entretiens_diagnostic';
ALTER TABLE fusions ENABLE ROW LEVEL SECURITY;
