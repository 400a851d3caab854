-- The superior whom the membership of the employee named when they composed the sheet, or signed it last.
ALTER TABLE feuilles ADD COLUMN superieur_designe uuid;
