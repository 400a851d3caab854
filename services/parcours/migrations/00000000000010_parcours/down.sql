DROP TABLE sorties, bilans, etapes, suspensions, parcours;
