CREATE VIEW open_orders AS
SELECT * FROM orders WHERE shipped_at IS NULL; -- finding
CREATE VIEW named AS SELECT o.* FROM orders o; -- finding
CREATE VIEW narrow AS SELECT id, total FROM orders;
CREATE VIEW made AS SELECT * FROM make_orders();
CREATE VIEW counted AS SELECT count(*) FROM orders;
SELECT * FROM orders;
