-- What a partner reads of the exchanges that were held with it.
CREATE INDEX liaisons_partagees ON liaisons (territoire_id, structure, le DESC, id DESC) WHERE partage AND etat = 'tenue';
