-- Whether the end of an appointment was told with who was excused: those of before, and those of the pods of the former
-- version, are told once more.
ALTER TABLE rendez_vous ADD COLUMN dit boolean NOT NULL DEFAULT false;
CREATE INDEX rendez_vous_a_dire ON rendez_vous (territoire_id, id) WHERE etat = 'termine' AND NOT dit;

-- How far the ledgers of before went.
ALTER TABLE registre DISABLE ROW LEVEL SECURITY;
ALTER TABLE registre_hauteurs DISABLE ROW LEVEL SECURITY;
INSERT INTO registre_hauteurs (territoire_id, seq, empreinte)
  SELECT DISTINCT ON (territoire_id) territoire_id, seq, empreinte FROM registre ORDER BY territoire_id, seq DESC
  ON CONFLICT DO NOTHING;
ALTER TABLE registre_hauteurs ENABLE ROW LEVEL SECURITY;
ALTER TABLE registre ENABLE ROW LEVEL SECURITY;
