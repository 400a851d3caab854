-- Who leads an appointment sees who is in it until the end of the month after: those of before, too.
ALTER TABLE rendez_vous DISABLE ROW LEVEL SECURITY;
ALTER TABLE presences DISABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_ouverts DISABLE ROW LEVEL SECURITY;
INSERT INTO dossiers_ouverts (territoire_id, source, utilisateur, dossier_id, role, du, au)
SELECT r.territoire_id, r.id, r.animateur, p.participant_id, 'animation', current_date,
  (date_trunc('month', r.jour::timestamp) + interval '2 months' - interval '1 day')::date
FROM rendez_vous r JOIN presences p ON p.territoire_id = r.territoire_id AND p.rendez_vous_id = r.id
WHERE date_trunc('month', r.jour::timestamp) + interval '2 months' > current_date
ON CONFLICT DO NOTHING;
ALTER TABLE dossiers_ouverts ENABLE ROW LEVEL SECURITY;
ALTER TABLE presences ENABLE ROW LEVEL SECURITY;
ALTER TABLE rendez_vous ENABLE ROW LEVEL SECURITY;
