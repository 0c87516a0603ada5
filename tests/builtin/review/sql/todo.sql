-- TODO: an index on the name  finding
SELECT 1;
/* FIXME later finding */
SELECT 2;
-- What is to do is told elsewhere.
SELECT 3;
