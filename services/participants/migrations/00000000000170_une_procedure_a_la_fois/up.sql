-- One procedure or accompaniment at a time for one person: the second opens once the first has ended, whether or not its
-- contract was ever signed. Of those that were already two, the oldest alone counts.
ALTER TABLE candidatures ADD COLUMN doublee boolean NOT NULL DEFAULT false;
ALTER TABLE candidatures DISABLE ROW LEVEL SECURITY;
UPDATE candidatures one SET doublee = true
  WHERE etat NOT IN ('refusee', 'reorientee', 'non_entree') AND suivi_termine_le IS NULL AND EXISTS (
    SELECT FROM candidatures other WHERE other.territoire_id = one.territoire_id
    AND other.participant_id = one.participant_id AND other.id < one.id
    AND other.etat NOT IN ('refusee', 'reorientee', 'non_entree') AND other.suivi_termine_le IS NULL);
DROP INDEX candidatures_en_cours;
CREATE UNIQUE INDEX candidatures_en_cours ON candidatures (territoire_id, participant_id)
  WHERE etat NOT IN ('refusee', 'reorientee', 'non_entree') AND suivi_termine_le IS NULL AND NOT doublee;

-- Who does not enter is on no agenda: a session on which one had stayed could not close.
ALTER TABLE commissions DISABLE ROW LEVEL SECURITY;
ALTER TABLE commission_dossiers DISABLE ROW LEVEL SECURITY;
DELETE FROM commission_dossiers point USING candidatures c, commissions s
  WHERE c.territoire_id = point.territoire_id AND c.id = point.candidature_id AND c.etat = 'non_entree'
  AND s.territoire_id = point.territoire_id AND s.id = point.commission_id AND s.etat = 'ouverte';
ALTER TABLE candidatures ENABLE ROW LEVEL SECURITY;
ALTER TABLE commissions ENABLE ROW LEVEL SECURITY;
ALTER TABLE commission_dossiers ENABLE ROW LEVEL SECURITY;
