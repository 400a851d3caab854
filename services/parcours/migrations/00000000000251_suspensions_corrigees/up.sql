-- A suspension is corrected by decision, or was never: what is known of it now, beside its history.
ALTER TABLE suspensions
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ADD COLUMN retiree boolean NOT NULL DEFAULT false;
