-- Who validates the time of an employee: their superior, whom the membership names. No row names one yet: there is nothing
-- to validate, which would read the table outside of any territory.
ALTER TABLE habilitations
  ADD COLUMN superieur uuid,
  ADD CONSTRAINT habilitations_superieur FOREIGN KEY (territoire_id, superieur) REFERENCES utilisateurs NOT VALID;
