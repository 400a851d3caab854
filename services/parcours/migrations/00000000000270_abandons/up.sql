-- An exit that is followed no more although nothing broke it: on which day, why, by whom. The former version leaves it as it is.
ALTER TABLE sorties ADD COLUMN abandon jsonb;
