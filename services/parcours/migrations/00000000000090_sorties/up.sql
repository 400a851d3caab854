-- What the rules of exits read beyond one contract: those that followed it, the answers of a decision, the agreement of the
-- person, the calls of the follow-up; and the decision that took back what was confirmed. The former version leaves them
-- as they are.
ALTER TABLE sorties
  ADD COLUMN decision_conditions jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN partiel_choisi_le date,
  ADD COLUMN age integer CHECK (age BETWEEN 0 AND 150),
  ADD COLUMN contrats jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN accord_le date,
  ADD COLUMN accord_moyen text CHECK (accord_moyen IN ('entretien', 'telephone', 'ecrit')),
  ADD COLUMN appels jsonb NOT NULL DEFAULT '[]',
  -- First day of the last month in which the person answered a call.
  ADD COLUMN repondu_en date,
  ADD COLUMN correction jsonb,
  ADD CONSTRAINT sorties_accord CHECK ((accord_le IS NULL) = (accord_moyen IS NULL)),
  ADD CONSTRAINT sorties_corrigees CHECK (correction IS NULL OR etat = 'non_positive');
-- Who is to be called.
CREATE INDEX sorties_suivies ON sorties (territoire_id, id) WHERE etat = 'en_suivi';
