-- What kind of prescripteur a structure is; the former version says none.
ALTER TABLE structures ADD COLUMN categorie text CHECK (categorie IN
  ('commune', 'france_travail', 'mission_locale', 'departement', 'siae', 'operateur_plie', 'association', 'autre'));
