-- Who validates the time of an employee: their superior, whom the membership names.
ALTER TABLE habilitations
  ADD COLUMN superieur uuid,
  ADD CONSTRAINT habilitations_superieur FOREIGN KEY (territoire_id, superieur) REFERENCES utilisateurs;
