-- What became of each person at each appointment, whatever its nature: two persons at one are two rows. The pods of the
-- former version read by the former name, which the next version drops; an appointment that they hear of waits for a
-- pod of this one.
ALTER TABLE entretiens_diagnostic RENAME TO presences_constatees;
ALTER TABLE presences_constatees RENAME COLUMN tenu TO present;
ALTER TABLE presences_constatees
  ADD COLUMN nature text NOT NULL DEFAULT 'diagnostic',
  ADD COLUMN excuse boolean NOT NULL DEFAULT false,
  DROP CONSTRAINT entretiens_diagnostic_pkey,
  ADD CONSTRAINT presences_constatees_pkey PRIMARY KEY (territoire_id, rendez_vous_id, participant_id);
ALTER INDEX entretiens_diagnostic_participant RENAME TO presences_constatees_participant;
CREATE VIEW entretiens_diagnostic WITH (security_invoker) AS
  SELECT territoire_id, rendez_vous_id, participant_id, jour, present AS tenu FROM presences_constatees
  WHERE nature = 'diagnostic' AND NOT excuse;

-- What a merge moved is named by table.
ALTER TABLE fusions DISABLE ROW LEVEL SECURITY;
UPDATE fusions
  SET deplaces = (deplaces - 'entretiens_diagnostic') || jsonb_build_object('presences_constatees', deplaces->'entretiens_diagnostic')
  WHERE deplaces ? 'entretiens_diagnostic';
ALTER TABLE fusions ENABLE ROW LEVEL SECURITY;
