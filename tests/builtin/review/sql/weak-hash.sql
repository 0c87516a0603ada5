SELECT id FROM users WHERE password_hash = md5(password); -- finding
UPDATE users SET token = SHA1(reset_token) WHERE id = 1; -- finding
SELECT md5(title) FROM documents;
SELECT id FROM users WHERE password_hash = crypt(password, password_hash);
SELECT md5(random()) FROM users;
