-- What the rules ask for by a day, of every person of the territory, whichever service owns the facts. A row is open until
-- facts close it; what was asked before stays.
CREATE TABLE echeances (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  -- The service that says it, and what of its own says it: that one tells all of its échéances at once.
  source text NOT NULL CHECK (source IN ('parcours', 'participants', 'emargement', 'fse')),
  sujet uuid NOT NULL,
  objet text NOT NULL CHECK (objet IN ('parcours', 'etape', 'sortie', 'candidature', 'participation')),
  objet_id uuid NOT NULL,
  regle text NOT NULL,
  participant_id uuid NOT NULL,
  -- Of who has no parcours yet: whose candidature it is.
  parcours_id uuid,
  referent uuid,
  alerte_le date NOT NULL,
  limite date NOT NULL CHECK (limite >= alerte_le),
  contenu jsonb NOT NULL,
  reportable boolean NOT NULL,
  reportee_au date,
  report_motif text,
  report_par uuid,
  report_le timestamptz,
  connue_le timestamptz NOT NULL,
  close_le timestamptz CHECK (close_le >= connue_le),
  PRIMARY KEY (territoire_id, id),
  CHECK (num_nonnulls(reportee_au, report_motif, report_par, report_le) IN (0, 4))
);
CREATE INDEX echeances_ouvertes ON echeances (territoire_id, limite, id) WHERE close_le IS NULL;
CREATE INDEX echeances_parcours ON echeances (territoire_id, parcours_id) WHERE close_le IS NULL;
CREATE INDEX echeances_candidats ON echeances (territoire_id, referent) WHERE close_le IS NULL AND parcours_id IS NULL;
CREATE INDEX echeances_personne ON echeances (territoire_id, participant_id) WHERE close_le IS NULL;
CREATE INDEX echeances_sujet ON echeances (territoire_id, source, sujet) WHERE close_le IS NULL;
SELECT cloisonner('echeances');

-- Under which rules the échéances of the parcours of a territory were said last, and, while they are said again, after which
-- parcours that goes on.
CREATE TABLE echeances_regles (
  territoire_id uuid NOT NULL,
  version integer,
  apres uuid,
  PRIMARY KEY (territoire_id)
);
SELECT cloisonner('echeances_regles');

-- Whatever changes a fact notes whose échéances are to be said again.
CREATE TRIGGER a_revoir AFTER INSERT OR UPDATE ON parcours
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('echeances', 'id');
CREATE TRIGGER a_revoir AFTER INSERT OR UPDATE ON periodes
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('echeances', 'parcours_id');
CREATE TRIGGER a_revoir AFTER INSERT OR UPDATE ON etapes
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('echeances', 'parcours_id');
CREATE TRIGGER a_revoir AFTER INSERT OR UPDATE ON suspensions
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('echeances', 'parcours_id');
CREATE TRIGGER a_revoir AFTER INSERT OR UPDATE ON sorties
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('echeances', 'parcours_id');
CREATE TRIGGER a_revoir AFTER INSERT OR UPDATE ON liaisons
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('echeances', 'parcours_id');
CREATE TRIGGER a_revoir AFTER INSERT OR UPDATE ON demarches
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('echeances', 'parcours_id');
CREATE TRIGGER a_revoir AFTER INSERT OR UPDATE ON bilans
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('echeances_etape', 'etape_id');
CREATE TRIGGER a_revoir AFTER INSERT OR UPDATE ON contacts
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('echeances_personne', 'participant_id');
CREATE TRIGGER a_revoir AFTER INSERT ON referentiels
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('regles', 'territoire_id');
