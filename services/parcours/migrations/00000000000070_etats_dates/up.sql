-- A veille may have no end.
ALTER TABLE suspensions
  ADD COLUMN nature text NOT NULL DEFAULT 'suspension' CHECK (nature IN ('suspension', 'veille')),
  ALTER COLUMN au DROP NOT NULL,
  ADD CONSTRAINT suspensions_bornees CHECK (nature = 'veille' OR au IS NOT NULL);

-- First day out of the PLIE.
ALTER TABLE parcours ADD COLUMN sorti_le date;

-- How a parcours ended otherwise than by a positive exit.
CREATE TABLE fins (
  territoire_id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  motif text NOT NULL CHECK (motif IN
    ('abandon', 'demenagement', 'reorientation', 'sante', 'retraite', 'deces', 'exclusion', 'fin_de_droits')),
  le date NOT NULL,
  destination text,
  precisions text,
  par uuid NOT NULL,
  PRIMARY KEY (territoire_id, parcours_id),
  FOREIGN KEY (territoire_id, parcours_id) REFERENCES parcours
);
SELECT cloisonner('fins');

-- In which state a parcours is on each day, made of its facts. What is known otherwise later stays, as what was known
-- until then.
CREATE TABLE periodes (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  etat text NOT NULL CHECK (etat IN
    ('en_accompagnement', 'en_etape', 'en_veille', 'suspendu', 'suivi_emploi', 'sorti')),
  du date NOT NULL,
  au date CHECK (au >= du),
  -- Of who is followed: the first day of the job, or the training and its title.
  debut_emploi date,
  fin_formation date,
  titre_obtenu_le date,
  connue_le timestamptz NOT NULL,
  remplacee_le timestamptz CHECK (remplacee_le >= connue_le),
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, parcours_id) REFERENCES parcours,
  CHECK ((etat = 'suivi_emploi') = (num_nonnulls(debut_emploi, fin_formation) = 1))
);
CREATE UNIQUE INDEX periodes_connues ON periodes (territoire_id, parcours_id, du) WHERE remplacee_le IS NULL;
CREATE INDEX periodes_etat ON periodes (territoire_id, etat, parcours_id) WHERE remplacee_le IS NULL;
CREATE INDEX periodes_connue ON periodes (territoire_id, connue_le);
CREATE INDEX periodes_histoire ON periodes (territoire_id, parcours_id, connue_le);

-- The periods of the parcours that are there, as their facts say today.
ALTER TABLE parcours DISABLE ROW LEVEL SECURITY;
ALTER TABLE etapes DISABLE ROW LEVEL SECURITY;
ALTER TABLE suspensions DISABLE ROW LEVEL SECURITY;
ALTER TABLE sorties DISABLE ROW LEVEL SECURITY;
ALTER TABLE outbox DISABLE ROW LEVEL SECURITY;

UPDATE parcours p SET sorti_le = coalesce(
  (SELECT max(s.acquise_le) FROM sorties s WHERE s.territoire_id = p.territoire_id AND s.parcours_id = p.id),
  (SELECT max((o.donnees ->> 'le')::date) FROM outbox o
   WHERE o.territoire_id = p.territoire_id AND o.sujet = p.id AND o.type = 'parcours.suivi_termine.v1'),
  p.entree_le)
WHERE etat = 'sorti';

WITH suivis AS (
  SELECT territoire_id, parcours_id, id, debut AS du,
    CASE etat WHEN 'confirmee' THEN acquise_le - 1 WHEN 'non_positive' THEN rompue_le END AS au,
    CASE WHEN nature ->> 'type' <> 'formation' THEN debut END AS debut_emploi,
    CASE WHEN nature ->> 'type' = 'formation' THEN (nature ->> 'fin')::date END AS fin_formation,
    CASE WHEN nature ->> 'type' = 'formation' THEN (nature ->> 'titre_obtenu_le')::date END AS titre_obtenu_le
  FROM sorties WHERE etat <> 'non_positive' OR rompue_le IS NOT NULL
),
commencees AS (
  SELECT territoire_id, parcours_id, debut AS du, fin AS au FROM etapes WHERE etat IN ('demarree', 'terminee', 'rompue')
),
faits AS (
  SELECT territoire_id, parcours_id, du, au FROM suivis
  UNION ALL SELECT territoire_id, parcours_id, du, au FROM commencees
  UNION ALL SELECT territoire_id, parcours_id, du, au FROM suspensions
  UNION ALL SELECT territoire_id, id, sorti_le, NULL FROM parcours WHERE sorti_le IS NOT NULL
),
bornes AS (
  SELECT territoire_id, id AS parcours_id, entree_le AS jour FROM parcours
  UNION SELECT f.territoire_id, f.parcours_id, b.jour
  FROM faits f
  JOIN parcours p ON p.territoire_id = f.territoire_id AND p.id = f.parcours_id
  CROSS JOIN LATERAL (VALUES (f.du), (f.au + 1)) b (jour)
  WHERE b.jour > p.entree_le
),
jours AS (
  SELECT b.territoire_id, b.parcours_id, b.jour,
    CASE
      WHEN p.sorti_le <= b.jour THEN 'sorti'
      WHEN EXISTS (SELECT FROM suspensions a WHERE a.territoire_id = b.territoire_id AND a.parcours_id = b.parcours_id
        AND a.du <= b.jour AND a.au >= b.jour) THEN 'suspendu'
      WHEN s.id IS NOT NULL THEN 'suivi_emploi'
      WHEN EXISTS (SELECT FROM commencees e WHERE e.territoire_id = b.territoire_id AND e.parcours_id = b.parcours_id
        AND e.du <= b.jour AND (e.au IS NULL OR e.au >= b.jour)) THEN 'en_etape'
      ELSE 'en_accompagnement'
    END AS etat,
    s.debut_emploi, s.fin_formation, s.titre_obtenu_le
  FROM bornes b
  JOIN parcours p ON p.territoire_id = b.territoire_id AND p.id = b.parcours_id
  LEFT JOIN LATERAL (
    SELECT * FROM suivis s WHERE s.territoire_id = b.territoire_id AND s.parcours_id = b.parcours_id
      AND s.du <= b.jour AND (s.au IS NULL OR s.au >= b.jour)
    ORDER BY s.du DESC, s.id DESC LIMIT 1
  ) s ON true
),
seules AS (
  SELECT territoire_id, parcours_id, jour, etat,
    CASE etat WHEN 'suivi_emploi' THEN debut_emploi END AS debut_emploi,
    CASE etat WHEN 'suivi_emploi' THEN fin_formation END AS fin_formation,
    CASE etat WHEN 'suivi_emploi' THEN titre_obtenu_le END AS titre_obtenu_le
  FROM jours
),
changements AS (
  SELECT *, row(etat, debut_emploi, fin_formation, titre_obtenu_le)::text IS DISTINCT FROM
    lag(row(etat, debut_emploi, fin_formation, titre_obtenu_le)::text) OVER suite AS change
  FROM seules WINDOW suite AS (PARTITION BY territoire_id, parcours_id ORDER BY jour)
)
INSERT INTO periodes (territoire_id, id, parcours_id, etat, du, au, debut_emploi, fin_formation, titre_obtenu_le, connue_le)
SELECT territoire_id, gen_random_uuid(), parcours_id, etat, jour,
  lead(jour) OVER (PARTITION BY territoire_id, parcours_id ORDER BY jour) - 1,
  debut_emploi, fin_formation, titre_obtenu_le, now()
FROM changements WHERE change;

ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE sorties ENABLE ROW LEVEL SECURITY;
ALTER TABLE suspensions ENABLE ROW LEVEL SECURITY;
ALTER TABLE etapes ENABLE ROW LEVEL SECURITY;
ALTER TABLE parcours ENABLE ROW LEVEL SECURITY;
SELECT cloisonner('periodes');
