CREATE TABLE orders (
    id bigint PRIMARY KEY,
    total float NOT NULL, -- finding
    unit_price double precision, -- finding
    shipping_fee real, -- finding
    discount numeric(12, 2),
    amount integer,
    weight real,
    price_list text
);
