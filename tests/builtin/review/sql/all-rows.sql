DELETE FROM customers; -- finding
DELETE FROM customers WHERE id = 1;
DELETE FROM page_cache;
DELETE FROM import_tmp;
DELETE FROM customers WHERE true;
UPDATE customers SET name = $1; -- finding
UPDATE customers SET name = ?, mail = ?; -- finding
UPDATE customers SET name = $1 WHERE id = $2;
UPDATE customers SET active = true;
UPDATE customers SET name = $1 FROM imports WHERE imports.id = customers.id;
