-- What was told stays told: a round tells operations.
SELECT 1;
