-- Which answers on sharing the other services were told: that they were given, and when they were withdrawn.
ALTER TABLE consentements ADD COLUMN dit boolean NOT NULL DEFAULT false, ADD COLUMN retrait_dit date;
CREATE INDEX consentements_a_dire ON consentements (territoire_id, id)
  WHERE finalite = 'partage' AND (NOT dit OR retrait_dit IS DISTINCT FROM retire_le);
