DROP TABLE personnes_fusionnees;
