DROP TABLE clients, habilitations, utilisateurs, structures, cles, rafraichissements, sessions, acces, comptes, territoires;
