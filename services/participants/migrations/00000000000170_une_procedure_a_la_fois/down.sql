DROP INDEX candidatures_en_cours;
-- The former index, but for the procedures that had ended: those that the new one let in stay.
CREATE UNIQUE INDEX candidatures_en_cours ON candidatures (territoire_id, participant_id)
  WHERE etat NOT IN ('refusee', 'reorientee', 'contractualisee', 'non_entree') AND suivi_termine_le IS NULL;
ALTER TABLE candidatures DROP COLUMN doublee;
