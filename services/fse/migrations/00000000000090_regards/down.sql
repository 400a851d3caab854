DROP FUNCTION territoires_a_relire();
DROP POLICY proprietaire ON participations;
