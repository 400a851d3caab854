-- What stood in the suite when somebody decided of a line: where another thing stands since, somebody decides again.
ALTER TABLE lignes_importees ADD COLUMN version_vue integer;
