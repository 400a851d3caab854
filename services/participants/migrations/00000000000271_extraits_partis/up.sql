-- What a partner reads of its own extracts.
CREATE INDEX documents_partis ON documents (territoire_id, structure, id DESC)
  WHERE nature = 'extrait' AND envoye_le IS NOT NULL;
