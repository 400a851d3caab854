-- An answer kept for whoever repeats the request: sealed with their own key, which is not here, and the persons
-- whom it shows. `reponse` is what pods of the former version kept in clear; nothing writes it any more.
ALTER TABLE idempotence ADD COLUMN scellee bytea;
ALTER TABLE idempotence ADD COLUMN personnes uuid[] NOT NULL DEFAULT '{}';
