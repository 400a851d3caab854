-- Where participations wait for their person to be read again.
SELECT montrer_au_proprietaire('participations');
SELECT regarder('territoires_a_relire()', 'SETOF uuid',
  'SELECT DISTINCT territoire_id FROM participations WHERE relire_depuis IS NOT NULL');
