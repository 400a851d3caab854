-- Why a session has somebody enter whom the rules of the territory leave out.
ALTER TABLE commission_dossiers ADD COLUMN derogation text;
