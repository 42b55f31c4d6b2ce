-- The customer's own place: how they log in, what they keep, what they say, what they allow.  Every table here that holds
-- something of a person stands in domain/person.c, which exports it, erases it and lets it end.

-- Passkeys and one-time codes beside the password of 0015.
ALTER TABLE credential ADD COLUMN name TEXT NOT NULL DEFAULT '';             -- a passkey's, the customer's words
ALTER TABLE credential ADD COLUMN key_id TEXT NOT NULL DEFAULT '';           -- a passkey's credential id, hex
ALTER TABLE credential ADD COLUMN counter BIGINT NOT NULL DEFAULT 0;         -- a passkey's signatures; the last time step of a totp
ALTER TABLE credential ADD COLUMN ready BIGINT NOT NULL DEFAULT 1 CHECK (ready IN (0, 1)); -- 0: a totp whose first code is awaited
CREATE UNIQUE INDEX credential_key_id ON credential (key_id) WHERE key_id <> '';

-- For who has lost the device: each opens once.
CREATE TABLE recovery_code (
  customer   BIGINT NOT NULL REFERENCES customer (id),
  code_key   TEXT   NOT NULL, -- keyed hash, hex
  used_ms    BIGINT,
  created_ms BIGINT NOT NULL,
  PRIMARY KEY (customer, code_key)
);

-- A step of a login that waits for the next: the second factor, a passkey's answer.
CREATE TABLE login_step (
  token_sha256 TEXT   PRIMARY KEY, -- of the browser's cookie
  kind         TEXT   NOT NULL CHECK (kind IN ('second', 'passkey', 'passkey_new')),
  customer     BIGINT REFERENCES customer (id), -- NULL: not known before the passkey answers
  challenge    TEXT   NOT NULL DEFAULT '',      -- hex
  tries        BIGINT NOT NULL DEFAULT 0,
  created_ms   BIGINT NOT NULL,
  expires_ms   BIGINT NOT NULL
);
CREATE INDEX login_step_expires ON login_step (expires_ms);
CREATE INDEX login_step_customer ON login_step (customer);

ALTER TABLE account_link ADD COLUMN email TEXT NOT NULL DEFAULT '';      -- of kind verify: what was typed; of kind email: the address to be, once used the old one
ALTER TABLE account_link ADD COLUMN email_norm TEXT NOT NULL DEFAULT ''; -- the same
ALTER TABLE account_link ADD COLUMN name TEXT NOT NULL DEFAULT '';       -- of kind verify
ALTER TABLE account_link ADD COLUMN secret TEXT NOT NULL DEFAULT '';     -- of kind verify: the password chosen, argon2id
ALTER TABLE account_link ADD COLUMN locale TEXT NOT NULL DEFAULT '';     -- in which they asked
ALTER TABLE account_link ADD COLUMN next TEXT NOT NULL DEFAULT '';       -- of kinds verify, login, reset: the page where they were going
CREATE INDEX account_link_email ON account_link (email_norm);
CREATE INDEX account_link_expires ON account_link (expires_ms);

ALTER TABLE session ADD COLUMN agent TEXT NOT NULL DEFAULT '';      -- 'Firefox, Linux': so that people know their own
ALTER TABLE session ADD COLUMN strong_ms BIGINT NOT NULL DEFAULT 0; -- when they last proved who they are

-- What customers say of themselves.
ALTER TABLE customer ADD COLUMN company TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN business_id TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN vat_id TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN buyer_ref TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN location BIGINT REFERENCES location (id); -- the store where they fetch
ALTER TABLE customer ADD COLUMN seen_ms BIGINT NOT NULL DEFAULT 0;        -- last login; retention counts from here
ALTER TABLE customer ADD COLUMN told_ms BIGINT;                           -- told that the account will end
CREATE INDEX customer_location ON customer (location);

CREATE TABLE customer_address (
  id         INTEGER PRIMARY KEY,
  customer   BIGINT NOT NULL REFERENCES customer (id),
  name       TEXT   NOT NULL,
  company    TEXT   NOT NULL DEFAULT '',
  street     TEXT   NOT NULL,
  postal     TEXT   NOT NULL,
  city       TEXT   NOT NULL,
  country    TEXT   NOT NULL,
  phone      TEXT   NOT NULL DEFAULT '',
  usual      BIGINT NOT NULL DEFAULT 0 CHECK (usual IN (0, 1)), -- filled into the checkout
  created_ms BIGINT NOT NULL,
  rev        BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX customer_address_customer ON customer_address (customer);
CREATE UNIQUE INDEX customer_address_usual ON customer_address (customer) WHERE usual = 1;

-- Sizes: chosen first where a product has them.  Names as the shop's root language has them, folded.
CREATE TABLE customer_size (
  customer    BIGINT NOT NULL REFERENCES customer (id),
  option_name TEXT   NOT NULL, -- 'size'
  value_name  TEXT   NOT NULL, -- 'm'
  label       TEXT   NOT NULL, -- 'Size: M', as they saw it
  at_ms       BIGINT NOT NULL,
  PRIMARY KEY (customer, option_name, value_name)
);

-- A cart belongs to a browser, or to a customer on all their devices: then its session is 'customer-ID'.
ALTER TABLE cart ADD COLUMN customer BIGINT REFERENCES customer (id);
CREATE UNIQUE INDEX cart_customer ON cart (customer) WHERE customer IS NOT NULL;

-- Lists of wishes: one a customer, one a guest's browser.  The secret link is HMAC(key file, id and share_nth).
CREATE TABLE wishlist (
  id           INTEGER PRIMARY KEY,
  customer     BIGINT REFERENCES customer (id),
  session      TEXT UNIQUE,                       -- a guest's, as of carts
  title        TEXT   NOT NULL DEFAULT '',        -- shown to who has the link
  share_nth    BIGINT NOT NULL DEFAULT 0,         -- a new link, and the old one is dead
  token_sha256 TEXT UNIQUE,                       -- NULL: not shared
  created_ms   BIGINT NOT NULL,
  updated_ms   BIGINT NOT NULL,
  CHECK ((customer IS NULL) <> (session IS NULL))
);
CREATE UNIQUE INDEX wishlist_customer ON wishlist (customer) WHERE customer IS NOT NULL;
CREATE INDEX wishlist_updated ON wishlist (updated_ms);

CREATE TABLE wish (
  wishlist    BIGINT NOT NULL REFERENCES wishlist (id),
  variant     BIGINT NOT NULL REFERENCES variant (id),
  note        TEXT   NOT NULL DEFAULT '',
  price_minor BIGINT NOT NULL, -- when it was put there
  added_ms    BIGINT NOT NULL,
  removed_ms  BIGINT, -- taken off: the last one of a list waits for "Undo"
  PRIMARY KEY (wishlist, variant)
);
CREATE INDEX wish_variant ON wish (variant);

-- "Tell me when": once each, to an address that was proved.
CREATE TABLE alert (
  id           INTEGER PRIMARY KEY,
  kind         TEXT   NOT NULL CHECK (kind IN ('stock', 'price')),
  variant      BIGINT NOT NULL REFERENCES variant (id),
  customer     BIGINT REFERENCES customer (id),
  email        TEXT   NOT NULL,
  email_norm   TEXT   NOT NULL,
  locale       TEXT   NOT NULL,
  token_sha256 TEXT   UNIQUE, -- of the mailed link: HMAC(key file, id)
  state        TEXT   NOT NULL CHECK (state IN ('asked', 'active', 'sent', 'ended')), -- asked: waits for the click in the mail
  price_minor  BIGINT NOT NULL DEFAULT 0, -- price: told below this
  created_ms   BIGINT NOT NULL,
  confirmed_ms BIGINT,
  sent_ms      BIGINT,
  UNIQUE (kind, variant, email_norm)
);
CREATE INDEX alert_state ON alert (state, kind, variant);
CREATE INDEX alert_variant ON alert (variant, state);
CREATE INDEX alert_customer ON alert (customer);
CREATE INDEX alert_email ON alert (email_norm);

-- Reviews: one of each product in an order, by whoever bought it.
CREATE TABLE review (
  id         INTEGER PRIMARY KEY,
  product    BIGINT NOT NULL REFERENCES product (id),
  variant    BIGINT NOT NULL REFERENCES variant (id),
  orders     BIGINT REFERENCES orders (id),   -- what proves it; NULL once erased
  customer   BIGINT REFERENCES customer (id), -- NULL: a guest
  name       TEXT   NOT NULL DEFAULT '',      -- as shown; '' a buyer
  locale     TEXT   NOT NULL,
  stars      BIGINT NOT NULL CHECK (stars BETWEEN 1 AND 5),
  title      TEXT   NOT NULL DEFAULT '',
  body       TEXT   NOT NULL DEFAULT '',
  options    TEXT   NOT NULL DEFAULT '',      -- of what was bought: 'Colour: Sea'
  state      TEXT   NOT NULL CHECK (state IN ('waiting', 'shown', 'refused')),
  refused_for TEXT  NOT NULL DEFAULT '',      -- which rule: domain/review.h
  reason     TEXT   NOT NULL DEFAULT '',      -- the owner's words with it, told to the writer
  reply      TEXT   NOT NULL DEFAULT '',      -- the owner's
  reply_ms   BIGINT,
  helpful    BIGINT NOT NULL DEFAULT 0 CHECK (helpful >= 0), -- = votes
  created_ms BIGINT NOT NULL,
  edited_ms  BIGINT,
  decided_ms BIGINT,
  staff      BIGINT,
  rev        BIGINT NOT NULL DEFAULT 1,
  UNIQUE (orders, product)
);
CREATE INDEX review_product ON review (product, state, created_ms);
CREATE INDEX review_state ON review (state, created_ms);
CREATE INDEX review_customer ON review (customer);
CREATE INDEX review_variant ON review (variant);

CREATE TABLE review_media (
  review   BIGINT NOT NULL REFERENCES review (id),
  media    BIGINT NOT NULL REFERENCES media (id),
  position BIGINT NOT NULL,
  PRIMARY KEY (review, media)
);
CREATE INDEX review_media_media ON review_media (media);

CREATE TABLE review_vote (
  review    BIGINT NOT NULL REFERENCES review (id),
  voter_key TEXT   NOT NULL, -- 'c12', else HMAC of the visitor
  at_ms     BIGINT NOT NULL,
  PRIMARY KEY (review, voter_key)
);
CREATE INDEX review_vote_voter ON review_vote (voter_key);

-- The stars of a product: = its shown reviews.
CREATE TABLE product_rating (
  product BIGINT PRIMARY KEY REFERENCES product (id),
  n       BIGINT NOT NULL CHECK (n >= 0),
  stars   BIGINT NOT NULL, -- sum
  n1      BIGINT NOT NULL,
  n2      BIGINT NOT NULL,
  n3      BIGINT NOT NULL,
  n4      BIGINT NOT NULL,
  n5      BIGINT NOT NULL,
  CHECK (n = n1 + n2 + n3 + n4 + n5)
);

CREATE TABLE question (
  id          INTEGER PRIMARY KEY,
  product     BIGINT NOT NULL REFERENCES product (id),
  customer    BIGINT REFERENCES customer (id),
  name        TEXT   NOT NULL DEFAULT '', -- as shown
  email       TEXT   NOT NULL DEFAULT '', -- where the answer goes; '' nowhere
  email_norm  TEXT   NOT NULL DEFAULT '',
  locale      TEXT   NOT NULL,
  body        TEXT   NOT NULL,
  answer      TEXT   NOT NULL DEFAULT '',
  state       TEXT   NOT NULL CHECK (state IN ('waiting', 'shown', 'private', 'refused')), -- private: answered by mail alone
  created_ms  BIGINT NOT NULL,
  answered_ms BIGINT,
  staff       BIGINT,
  rev         BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX question_product ON question (product, state);
CREATE INDEX question_state ON question (state, created_ms);
CREATE INDEX question_customer ON question (customer);
CREATE INDEX question_email ON question (email_norm);

-- What somebody was asked, word by word, and what they answered: append-only, the newest row counts.
CREATE TABLE consent_text (
  version    TEXT   NOT NULL, -- first 16 hex digits of the SHA-256 of purpose and words
  purpose    TEXT   NOT NULL,
  locale     TEXT   NOT NULL,
  words      TEXT   NOT NULL,
  created_ms BIGINT NOT NULL,
  PRIMARY KEY (version)
);

CREATE TABLE consent (
  id           INTEGER PRIMARY KEY,
  subject_kind TEXT   NOT NULL CHECK (subject_kind IN ('visitor', 'customer', 'email')),
  subject      TEXT   NOT NULL, -- SHA-256 of the consent cookie's id, customer's id, HMAC of email_norm
  purpose      TEXT   NOT NULL CHECK (purpose IN ('browsing', 'history', 'newsletter', 'alert')),
  granted      BIGINT NOT NULL CHECK (granted IN (0, 1)),
  version      TEXT   NOT NULL REFERENCES consent_text (version),
  channel      TEXT   NOT NULL DEFAULT 'web' CHECK (channel IN ('web', 'mail', 'staff')),
  at_ms        BIGINT NOT NULL
);
CREATE INDEX consent_subject ON consent (subject_kind, subject, purpose, id);

-- Letters, to addresses that asked for them and proved it.
CREATE TABLE subscriber (
  id           INTEGER PRIMARY KEY,
  email        TEXT   NOT NULL,
  email_norm   TEXT   NOT NULL UNIQUE,
  customer     BIGINT REFERENCES customer (id),
  locale       TEXT   NOT NULL,
  topics       TEXT   NOT NULL DEFAULT 'news offers', -- codes, spaces between
  state        TEXT   NOT NULL CHECK (state IN ('asked', 'active', 'ended')),
  source       TEXT   NOT NULL CHECK (source IN ('footer', 'checkout', 'account', 'staff')),
  created_ms   BIGINT NOT NULL,
  confirmed_ms BIGINT,
  ended_ms     BIGINT,
  confirm_sha256 TEXT UNIQUE, -- of the link that confirms; it dies with the asking
  end_sha256   TEXT UNIQUE,   -- of the link that ends, which never dies
  rev          BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX subscriber_customer ON subscriber (customer);
CREATE INDEX subscriber_state ON subscriber (state, created_ms);

-- Who was erased, so that a restored backup forgets them again: HMAC of the address, not the address.
CREATE TABLE erasure (
  subject    TEXT   PRIMARY KEY, -- HMAC(key file, email_norm), hex
  customer   BIGINT,             -- id that was theirs
  asked_by   TEXT   NOT NULL CHECK (asked_by IN ('customer', 'staff', 'retention')),
  at_ms      BIGINT NOT NULL
);
