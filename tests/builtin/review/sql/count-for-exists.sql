SELECT name FROM customers c
WHERE (SELECT count(*) FROM orders o WHERE o.customer_id = c.id) > 0; -- finding
SELECT name FROM customers c
WHERE (SELECT count(*) FROM orders o WHERE o.customer_id = c.id) > 3;
SELECT name FROM customers c
WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id);
SELECT name FROM customers c
WHERE (SELECT sum(total) FROM orders o WHERE o.customer_id = c.id) > 0;
