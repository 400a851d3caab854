-- The day of birth of whoever is followed, where an age ends the right: read in their file, and read again once it is corrected.
ALTER TABLE parcours ADD COLUMN naissance date;
ALTER TABLE parcours ADD COLUMN relire_depuis timestamptz DEFAULT now();
CREATE INDEX parcours_a_relire ON parcours (territoire_id, relire_depuis)
  WHERE relire_depuis IS NOT NULL AND etat <> 'sorti';

-- Where the rules end the right by age, and a file is still to be read for them: elsewhere nobody asks when who was born.
SELECT montrer_au_proprietaire('parcours');
SELECT montrer_au_proprietaire('referentiels');
SELECT regarder('territoires_a_relire()', 'SETOF uuid',
  'SELECT r.territoire_id FROM (
     SELECT DISTINCT territoire_id FROM referentiels WHERE contenu #>> ''{fin_de_droit,age}'' IS NOT NULL) r
   CROSS JOIN LATERAL (SELECT FROM parcours p
     WHERE p.territoire_id = r.territoire_id AND p.relire_depuis IS NOT NULL AND p.etat <> ''sorti'' LIMIT 1) due');
