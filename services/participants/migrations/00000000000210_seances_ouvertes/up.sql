-- The agendas of the sessions that sit are open to the members whom they call, but for the files of which a member takes no
-- part.
ALTER TABLE commissions DISABLE ROW LEVEL SECURITY;
ALTER TABLE commission_dossiers DISABLE ROW LEVEL SECURITY;
ALTER TABLE candidatures DISABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_ouverts DISABLE ROW LEVEL SECURITY;
INSERT INTO dossiers_ouverts (territoire_id, source, utilisateur, dossier_id, role, du)
SELECT DISTINCT c.territoire_id, c.id, (m->>'utilisateur')::uuid, k.participant_id, 'membre_commission', current_date
FROM commissions c
  CROSS JOIN jsonb_array_elements(c.membres) m
  JOIN commission_dossiers d ON d.territoire_id = c.territoire_id AND d.commission_id = c.id
  JOIN candidatures k ON k.territoire_id = d.territoire_id AND k.id = d.candidature_id
WHERE c.etat = 'ouverte' AND NOT EXISTS (SELECT FROM jsonb_array_elements(c.deports) x
  WHERE x->>'membre' = m->>'utilisateur' AND x->>'candidature' = k.id::text);
ALTER TABLE dossiers_ouverts ENABLE ROW LEVEL SECURITY;
ALTER TABLE candidatures ENABLE ROW LEVEL SECURITY;
ALTER TABLE commission_dossiers ENABLE ROW LEVEL SECURITY;
ALTER TABLE commissions ENABLE ROW LEVEL SECURITY;
