INSERT INTO invoices SELECT * FROM orders WHERE paid; -- finding
INSERT INTO invoices (id, total) SELECT * FROM orders;
INSERT INTO invoices SELECT id, total FROM orders;
INSERT INTO invoices_backup SELECT * FROM invoices;
INSERT INTO invoices VALUES (1, 2);
