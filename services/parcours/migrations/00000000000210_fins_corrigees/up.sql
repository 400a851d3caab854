-- How a parcours ended is corrected by decision: each correction makes a version, told beside it, and the decision stays with it. The
-- former version leaves both as they are.
ALTER TABLE fins
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ADD COLUMN correction jsonb;

-- Of ends that a decision took back, the facts of tables that told them: read again, such a table does not end the parcours again
-- by itself.
CREATE TABLE fins_retirees (
  territoire_id uuid NOT NULL,
  fait_id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  PRIMARY KEY (territoire_id, fait_id),
  FOREIGN KEY (territoire_id, parcours_id) REFERENCES parcours
);
SELECT cloisonner('fins_retirees');
