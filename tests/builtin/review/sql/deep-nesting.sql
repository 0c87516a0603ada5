SELECT id FROM a WHERE id IN (
    SELECT id FROM b WHERE id IN (
        SELECT id FROM c WHERE id IN (
            SELECT id FROM d WHERE id IN (SELECT id FROM e)))); -- finding
SELECT id FROM a WHERE id IN (
    SELECT id FROM b WHERE id IN (
        SELECT id FROM c WHERE id IN (SELECT id FROM d)));
