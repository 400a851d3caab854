DROP INDEX outbox_fiches;
DROP INDEX inbox_applique_le;
