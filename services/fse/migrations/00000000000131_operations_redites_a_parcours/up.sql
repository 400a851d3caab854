-- It told the operations that exist again, for parcours, and stays for the bases that applied it. A round tells them by now, once those
-- who hear of them are there (migration 140): here there is nothing left to do.
SELECT 1;
