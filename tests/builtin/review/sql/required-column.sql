ALTER TABLE orders ADD COLUMN token uuid NOT NULL; -- finding
ALTER TABLE orders ADD COLUMN paid_at timestamptz NOT NULL; -- finding
ALTER TABLE orders ADD COLUMN paid_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE orders ADD COLUMN paid_at timestamptz;
ALTER TABLE orders ADD COLUMN note text NOT NULL;
