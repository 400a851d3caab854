DROP INDEX affectations_anciennes;
