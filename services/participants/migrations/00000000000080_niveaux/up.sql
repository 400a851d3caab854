-- One list of levels for the suite: that of the European questionnaire.
ALTER TABLE participants DISABLE ROW LEVEL SECURITY;
ALTER TABLE participant_versions DISABLE ROW LEVEL SECURITY;
UPDATE participants SET etat_civil = jsonb_set(etat_civil, '{niveau_formation}', '"bac_2"')
  WHERE etat_civil->>'niveau_formation' = 'bac_plus_2';
UPDATE participant_versions SET contenu = jsonb_set(contenu, '{etat_civil,niveau_formation}', '"bac_2"')
  WHERE contenu->'etat_civil'->>'niveau_formation' = 'bac_plus_2';
UPDATE participants SET etat_civil = jsonb_set(etat_civil, '{niveau_formation}', '"bac_3"')
  WHERE etat_civil->>'niveau_formation' = 'bac_plus_3';
UPDATE participant_versions SET contenu = jsonb_set(contenu, '{etat_civil,niveau_formation}', '"bac_3"')
  WHERE contenu->'etat_civil'->>'niveau_formation' = 'bac_plus_3';
UPDATE participants SET etat_civil = jsonb_set(etat_civil, '{niveau_formation}', '"bac_5"')
  WHERE etat_civil->>'niveau_formation' = 'bac_plus_5';
UPDATE participant_versions SET contenu = jsonb_set(contenu, '{etat_civil,niveau_formation}', '"bac_5"')
  WHERE contenu->'etat_civil'->>'niveau_formation' = 'bac_plus_5';
ALTER TABLE participants ENABLE ROW LEVEL SECURITY;
ALTER TABLE participant_versions ENABLE ROW LEVEL SECURITY;
