-- Last day of the accompaniment to which a candidature led, as parcours told it.
ALTER TABLE candidatures ADD COLUMN suivi_termine_le date;
