DROP INDEX documents_partis;
