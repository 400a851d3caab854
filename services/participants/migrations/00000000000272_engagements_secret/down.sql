DROP TABLE engagements_secret;
