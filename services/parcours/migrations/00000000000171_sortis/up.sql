-- Who left in some days, the last one first, page by page.
CREATE INDEX parcours_sortis ON parcours (territoire_id, sorti_le, id) WHERE sorti_le IS NOT NULL;
