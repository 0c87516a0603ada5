SELECT o.id
-- finding below
FROM orders o, customers c;
SELECT o.id FROM orders o, customers c WHERE c.id = o.customer_id;
SELECT o.id FROM orders o CROSS JOIN customers c;
SELECT o.id, n FROM orders o, generate_series(1, 3) n;
SELECT o.id FROM orders o, (SELECT max(id) AS last FROM orders) m;
SELECT o.id FROM orders o JOIN customers c ON c.id = o.customer_id;
