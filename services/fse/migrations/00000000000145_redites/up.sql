-- Operations whose last day moved: what Europe asks of their participations is told again, lot by lot, in the order of their
-- identifiers, and after which of them that goes on.
CREATE TABLE redites (
  territoire_id uuid NOT NULL,
  operation_id uuid NOT NULL,
  apres uuid NOT NULL,
  PRIMARY KEY (territoire_id, operation_id),
  FOREIGN KEY (territoire_id, operation_id) REFERENCES operations
);
SELECT cloisonner('redites');
CREATE INDEX participations_redites ON participations (territoire_id, operation_id, id);

-- Asked once for all territories, without any identity (ADR 23).
SELECT montrer_au_proprietaire('redites');
SELECT regarder('territoires_a_redire()', 'SETOF uuid', 'SELECT DISTINCT territoire_id FROM redites');
