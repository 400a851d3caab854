-- What persons need, as the animation team is told of it, and what it answers.
CREATE TABLE besoins (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  theme text NOT NULL,
  le date NOT NULL,
  texte text NOT NULL,
  issue text CHECK (issue IN ('offre_existante', 'offre_a_creer', 'sans_offre', 'abandonne')),
  issue_le date CHECK (issue_le >= le),
  precisions text,
  par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, parcours_id) REFERENCES parcours,
  CHECK ((issue IS NULL) = (issue_le IS NULL))
);
CREATE INDEX besoins_le ON besoins (territoire_id, le, id);
CREATE INDEX besoins_ouverts ON besoins (territoire_id, le, id) WHERE issue IS NULL;
CREATE INDEX besoins_theme ON besoins (territoire_id, theme, le, id);
CREATE INDEX besoins_parcours ON besoins (territoire_id, parcours_id, le, id);
CREATE INDEX besoins_participant ON besoins (territoire_id, participant_id, le, id);
SELECT cloisonner('besoins');
