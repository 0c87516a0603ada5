SELECT name, total FROM orders ORDER BY 2 DESC; -- finding
SELECT name, total FROM orders ORDER BY total DESC;
SELECT name, total FROM orders ORDER BY total + 1;
SELECT name, total FROM orders ORDER BY 'total';
