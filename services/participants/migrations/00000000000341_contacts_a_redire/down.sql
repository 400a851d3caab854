-- What was told stays told.
SELECT;
