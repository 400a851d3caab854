ALTER TABLE fusions DISABLE ROW LEVEL SECURITY;
UPDATE fusions
  SET deplaces = (deplaces - 'presences_constatees') || jsonb_build_object('entretiens_diagnostic', deplaces->'presences_constatees')
  WHERE deplaces ? 'presences_constatees';
ALTER TABLE fusions ENABLE ROW LEVEL SECURITY;

DROP VIEW entretiens_diagnostic;
ALTER TABLE presences_constatees DISABLE ROW LEVEL SECURITY;
DELETE FROM presences_constatees one WHERE nature <> 'diagnostic' OR excuse OR EXISTS (
  SELECT FROM presences_constatees other WHERE other.territoire_id = one.territoire_id
  AND other.rendez_vous_id = one.rendez_vous_id AND other.nature = 'diagnostic' AND NOT other.excuse
  AND other.participant_id < one.participant_id);
ALTER TABLE presences_constatees ENABLE ROW LEVEL SECURITY;
ALTER INDEX presences_constatees_participant RENAME TO entretiens_diagnostic_participant;
ALTER TABLE presences_constatees
  DROP CONSTRAINT presences_constatees_pkey,
  ADD CONSTRAINT entretiens_diagnostic_pkey PRIMARY KEY (territoire_id, rendez_vous_id),
  DROP COLUMN nature,
  DROP COLUMN excuse;
ALTER TABLE presences_constatees RENAME COLUMN present TO tenu;
ALTER TABLE presences_constatees RENAME TO entretiens_diagnostic;
