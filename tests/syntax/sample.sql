-- The library's catalogue: who lends what, and until when.
-- For PostgreSQL 14 and later.

CREATE SCHEMA IF NOT EXISTS library;

CREATE EXTENSION IF NOT EXISTS pgcrypto;

/* How far a loan has come. */
CREATE TYPE library.loan_state AS ENUM (
    'open',
    'prolonged',
    'returned',
    'lost'
);

CREATE SEQUENCE library.card_number
    START WITH 1000
    INCREMENT BY 1
    CACHE 20;

-- A person who may lend.
CREATE TABLE library.members (
    id          bigint PRIMARY KEY,
    card        integer NOT NULL UNIQUE,
    name        text NOT NULL,
    email       text, -- not checked
    joined_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT positive_card CHECK (card > 0)
);

CREATE TABLE library.books (
    isbn    char(13) PRIMARY KEY,
    title   text NOT NULL,
    copies  integer NOT NULL DEFAULT 1
);

CREATE TABLE library.loans (
    id         bigint PRIMARY KEY,
    member_id  bigint NOT NULL REFERENCES library.members (id) ON DELETE CASCADE,
    isbn       char(13) NOT NULL REFERENCES library.books (isbn),
    state      text NOT NULL DEFAULT 'open',
    due        date NOT NULL
);

CREATE UNIQUE INDEX IF NOT EXISTS members_email ON library.members (
    lower(email),
    card DESC,
    name
);

-- Loans that are late, the latest first.
CREATE OR REPLACE VIEW library.late_loans AS
SELECT m.name, b.title, l.due, current_date - l.due AS days
FROM library.loans l
JOIN library.members m ON m.id = l.member_id
LEFT JOIN library.books b ON b.isbn = l.isbn
WHERE l.state = 'open' AND l.due < current_date
ORDER BY l.due;

CREATE MATERIALIZED VIEW library.popular AS
SELECT isbn, count(*) AS times
FROM library.loans
GROUP BY isbn
HAVING count(*) > 10;

-- Whether a member may take one more book.
CREATE OR REPLACE FUNCTION library.may_lend(member bigint, most integer)
RETURNS boolean AS $$
    SELECT count(*) < $2
    FROM library.loans
    WHERE member_id = $1 AND state = 'open';
$$ LANGUAGE sql STABLE;

CREATE FUNCTION library.touch() RETURNS trigger AS $body$
DECLARE
    stamp timestamptz := '2024-01-01';
BEGIN
    UPDATE library.members SET joined_at = now() WHERE id = 1;
    RETURN stamp;
END;
$body$ LANGUAGE plpgsql;

CREATE TRIGGER members_touched
AFTER UPDATE ON library.members
FOR EACH ROW EXECUTE FUNCTION library.touch();

COMMENT ON TABLE library.members IS $$Who may lend;
one row a card.$$;

ALTER TABLE library.members
    ADD COLUMN password_hash text,
    ADD COLUMN active boolean,
    DROP COLUMN email;

BEGIN;
-- Every copy that came back.
UPDATE library.books
SET copies = copies + 1,
    title = 'The C Programming Language',
    isbn = '9780131103627'
WHERE isbn = '0131103628';

INSERT INTO library.loans (id, member_id, isbn, due)
VALUES
    (1, 7, '9780131103627', '2026-01-31'),
    (2, 7, '9780262033848', '2026-01-31'),
    (3, 9, '9780201896831', '2026-02-28');
COMMIT;

-- name: MemberReport :many
WITH open_loans AS (
    SELECT member_id, count(*) AS how_many
    FROM library.loans
    WHERE state = 'open'
    GROUP BY member_id
), late AS (
    SELECT member_id
    FROM library.loans
    WHERE due < now()
)
SELECT m.name, o.how_many,
       CASE WHEN o.how_many > 5 THEN 'many' ELSE 'few' END AS class
FROM library.members m
JOIN open_loans o ON o.member_id = m.id
WHERE EXISTS (SELECT 1 FROM late WHERE late.member_id = m.id)
ORDER BY o.how_many DESC
LIMIT 20;

DELETE FROM library.loans
WHERE state = 'returned'
    AND due < now() - interval '1 year'
    AND member_id > 0;

SELECT title
FROM library.books
UNION ALL
SELECT name
FROM library.members;
