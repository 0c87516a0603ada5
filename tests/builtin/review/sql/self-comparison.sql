SELECT o.id FROM orders o JOIN lines l ON o.id = o.id; -- finding
SELECT id FROM orders WHERE total <> total; -- finding
SELECT o.id FROM orders o JOIN lines l ON l.order_id = o.id;
SELECT id FROM orders WHERE total = discount;
SELECT id FROM orders WHERE 1 = 1;
UPDATE orders SET total = total WHERE id = 1;
