SELECT id FROM orders WHERE shipped_at = NULL; -- finding
SELECT id FROM orders WHERE note <> null AND id > 1; -- finding
DELETE FROM orders WHERE customer != NULL; -- finding
SELECT id FROM orders WHERE shipped_at IS NULL;
SELECT id FROM orders WHERE shipped_at IS NOT NULL;
UPDATE orders SET note = NULL WHERE id = 1;
SELECT coalesce(note, NULL) FROM orders WHERE note = 'NULL';
