-- Whoever forgets a file forgets those that it absorbed.
CREATE INDEX participants_absorbes ON participants (territoire_id, fusionne_dans) WHERE fusionne_dans IS NOT NULL;
