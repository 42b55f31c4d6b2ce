-- Promotions, gift cards, delivery, payments, refunds, returns, documents.

-- People who buy.  Guests have no row.
CREATE TABLE customer_group (
  id          INTEGER PRIMARY KEY,
  name        TEXT   NOT NULL,
  price_group TEXT   NOT NULL DEFAULT '', -- of price; '' everyone's
  archived_ms BIGINT,
  rev         BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX customer_group_name ON customer_group (name);

CREATE TABLE customer (
  id             INTEGER PRIMARY KEY,
  email          TEXT   NOT NULL DEFAULT '',
  email_norm     TEXT   UNIQUE,                          -- NULL once erased
  name           TEXT   NOT NULL DEFAULT '',
  phone          TEXT   NOT NULL DEFAULT '',
  customer_group BIGINT REFERENCES customer_group (id),
  locale         TEXT   NOT NULL,
  verified_ms    BIGINT,                                 -- NULL: the address is not proven yet
  created_ms     BIGINT NOT NULL,
  archived_ms    BIGINT,
  rev            BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX customer_customer_group ON customer (customer_group);

CREATE TABLE credential (
  id         INTEGER PRIMARY KEY,
  customer   BIGINT NOT NULL REFERENCES customer (id),
  kind       TEXT   NOT NULL CHECK (kind IN ('password', 'passkey', 'totp')),
  secret     TEXT   NOT NULL, -- a password: argon2id, encoded
  created_ms BIGINT NOT NULL,
  used_ms    BIGINT
);
CREATE INDEX credential_customer ON credential (customer, kind);
CREATE UNIQUE INDEX credential_one ON credential (customer, kind) WHERE kind <> 'passkey';

-- VAT numbers of business buyers in other EU countries, each with the address that uses it; the owner checks them (VIES).
CREATE TABLE vat_number (
  id         INTEGER PRIMARY KEY,
  vat_id     TEXT   NOT NULL,           -- 'SE556703748501': country first, no spaces
  email_norm TEXT   NOT NULL,
  company    TEXT   NOT NULL DEFAULT '',
  state      TEXT   NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'valid', 'refused')),
  checked_day BIGINT,                   -- when the owner saw it in VIES
  note       TEXT   NOT NULL DEFAULT '', -- VIES' consultation number, or why not
  asked_ms   BIGINT NOT NULL,
  rev        BIGINT NOT NULL DEFAULT 1,
  UNIQUE (vat_id, email_norm)
);

-- Promotions: what is taken off, when, for whom.
CREATE TABLE promotion (
  id             INTEGER PRIMARY KEY,
  name           TEXT   NOT NULL,           -- the owner's
  kind           TEXT   NOT NULL CHECK (kind IN ('percent', 'amount', 'buy_get', 'free_delivery')),
  percent_bp     BIGINT NOT NULL DEFAULT 0 CHECK (percent_bp BETWEEN 0 AND 10000),  -- percent; buy_get: off what one gets
  amount_minor   BIGINT NOT NULL DEFAULT 0 CHECK (amount_minor >= 0),               -- off the order once
  buy_qty        BIGINT NOT NULL DEFAULT 0 CHECK (buy_qty >= 0),
  get_qty        BIGINT NOT NULL DEFAULT 0 CHECK (get_qty >= 0),
  min_minor      BIGINT NOT NULL DEFAULT 0 CHECK (min_minor >= 0),                  -- of its goods, before discounts
  min_qty        BIGINT NOT NULL DEFAULT 0 CHECK (min_qty >= 0),
  sale_too       BIGINT NOT NULL DEFAULT 1 CHECK (sale_too IN (0, 1)),              -- also goods that are on sale
  customer_group BIGINT REFERENCES customer_group (id),                             -- NULL: everyone
  by_code        BIGINT NOT NULL DEFAULT 0 CHECK (by_code IN (0, 1)),
  stacks         BIGINT NOT NULL DEFAULT 1 CHECK (stacks IN (0, 1)),                -- 0: alone, if it is the best
  position       BIGINT NOT NULL DEFAULT 0,                                         -- the lower first
  from_ms        BIGINT,
  to_ms          BIGINT,
  limit_all      BIGINT CHECK (limit_all > 0),
  limit_each     BIGINT CHECK (limit_each > 0),
  used           BIGINT NOT NULL DEFAULT 0,
  active         BIGINT NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  archived_ms    BIGINT,
  rev            BIGINT NOT NULL DEFAULT 1,
  CHECK (used >= 0 AND (limit_all IS NULL OR used <= limit_all))
);
CREATE INDEX promotion_customer_group ON promotion (customer_group);

CREATE TABLE promotion_text (
  promotion BIGINT NOT NULL REFERENCES promotion (id),
  locale    TEXT   NOT NULL,
  label     TEXT   NOT NULL, -- what the customer reads
  PRIMARY KEY (promotion, locale)
);

-- None: all goods.  Gift cards are never among them.
CREATE TABLE promotion_target (
  promotion BIGINT NOT NULL REFERENCES promotion (id),
  kind      TEXT   NOT NULL CHECK (kind IN ('product', 'category', 'brand')),
  target    BIGINT NOT NULL,
  PRIMARY KEY (promotion, kind, target)
);

CREATE TABLE coupon (
  id          INTEGER PRIMARY KEY,
  promotion   BIGINT NOT NULL REFERENCES promotion (id),
  code        TEXT   NOT NULL,        -- as the owner reads it: 'WELCOME-10'
  code_norm   TEXT   NOT NULL UNIQUE, -- 'WELCOME10'
  limit_all   BIGINT CHECK (limit_all > 0),
  used        BIGINT NOT NULL DEFAULT 0,
  created_ms  BIGINT NOT NULL,
  archived_ms BIGINT,
  CHECK (used >= 0 AND (limit_all IS NULL OR used <= limit_all))
);
CREATE INDEX coupon_promotion ON coupon (promotion);

CREATE TABLE promotion_use (
  id           INTEGER PRIMARY KEY,
  promotion    BIGINT NOT NULL REFERENCES promotion (id),
  coupon       BIGINT REFERENCES coupon (id),
  orders       BIGINT NOT NULL REFERENCES orders (id),
  buyer_key    TEXT   NOT NULL, -- 'c12', else HMAC of email_norm
  amount_minor BIGINT NOT NULL,
  at_ms        BIGINT NOT NULL,
  released_ms  BIGINT,          -- given back: the order was cancelled
  UNIQUE (promotion, orders)
);
CREATE INDEX promotion_use_orders ON promotion_use (orders);
CREATE INDEX promotion_use_coupon ON promotion_use (coupon);

-- What a buyer has used of a promotion: guarded by its limit_each.
CREATE TABLE promotion_buyer (
  promotion BIGINT NOT NULL REFERENCES promotion (id),
  buyer_key TEXT   NOT NULL,
  used      BIGINT NOT NULL CHECK (used >= 0),
  PRIMARY KEY (promotion, buyer_key)
);

-- Gift cards: outside VAT when sold, a payment when redeemed.  The code is HMAC(key file, id): nothing here opens one.
CREATE TABLE gift_card (
  id             INTEGER PRIMARY KEY,
  code_hash      TEXT   NOT NULL UNIQUE,
  tail           TEXT   NOT NULL,           -- last four characters, for people
  balance_minor  BIGINT NOT NULL CHECK (balance_minor >= 0),
  state          TEXT   NOT NULL CHECK (state IN ('waiting', 'active', 'blocked')), -- waiting: not paid yet
  order_line     BIGINT REFERENCES order_line (id), -- that sold it; NULL: the owner gave it
  nth            BIGINT NOT NULL DEFAULT 0,         -- of the line's units
  email          TEXT   NOT NULL DEFAULT '',        -- who gets it; '' the buyer
  recipient      TEXT   NOT NULL DEFAULT '',
  message        TEXT   NOT NULL DEFAULT '',
  locale         TEXT   NOT NULL,
  expires_ms     BIGINT,
  created_ms     BIGINT NOT NULL,
  rev            BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX gift_card_line ON gift_card (order_line, nth) WHERE order_line IS NOT NULL;

-- Append-only.  balance_minor = sum.
CREATE TABLE gift_card_move (
  id           INTEGER PRIMARY KEY,
  gift_card    BIGINT NOT NULL REFERENCES gift_card (id),
  kind         TEXT   NOT NULL CHECK (kind IN ('issued', 'redeemed', 'returned', 'corrected')),
  amount_minor BIGINT NOT NULL,
  orders       BIGINT REFERENCES orders (id),
  ref          TEXT   NOT NULL UNIQUE,
  staff        BIGINT,
  note         TEXT   NOT NULL DEFAULT '',
  at_ms        BIGINT NOT NULL
);
CREATE INDEX gift_card_move_card ON gift_card_move (gift_card);
CREATE INDEX gift_card_move_orders ON gift_card_move (orders);

-- Codes that a cart carries.
CREATE TABLE cart_code (
  cart     BIGINT NOT NULL REFERENCES cart (id),
  kind     TEXT   NOT NULL CHECK (kind IN ('coupon', 'gift_card')),
  target   BIGINT NOT NULL, -- coupon or gift_card
  added_ms BIGINT NOT NULL,
  PRIMARY KEY (cart, kind, target)
);

-- What the buyer of a gift card says about it, until it is ordered.
CREATE TABLE cart_gift (
  cart      BIGINT NOT NULL REFERENCES cart (id),
  variant   BIGINT NOT NULL REFERENCES variant (id),
  email     TEXT   NOT NULL DEFAULT '',
  recipient TEXT   NOT NULL DEFAULT '',
  message   TEXT   NOT NULL DEFAULT '',
  PRIMARY KEY (cart, variant)
);
CREATE INDEX cart_gift_variant ON cart_gift (variant);

-- Where goods lie and where they can be fetched.
ALTER TABLE location ADD COLUMN ships BIGINT NOT NULL DEFAULT 1 CHECK (ships IN (0, 1)); -- parcels leave from here
ALTER TABLE location ADD COLUMN street TEXT NOT NULL DEFAULT '';
ALTER TABLE location ADD COLUMN postal TEXT NOT NULL DEFAULT '';
ALTER TABLE location ADD COLUMN city TEXT NOT NULL DEFAULT '';
ALTER TABLE location ADD COLUMN hours TEXT NOT NULL DEFAULT '';
ALTER TABLE location ADD COLUMN archived_ms BIGINT;
ALTER TABLE location ADD COLUMN rev BIGINT NOT NULL DEFAULT 1;

-- Where the shop delivers: nowhere that is in no zone's areas.
CREATE TABLE delivery_zone (
  id          INTEGER PRIMARY KEY,
  name        TEXT   NOT NULL,
  position    BIGINT NOT NULL DEFAULT 0, -- the first that fits
  archived_ms BIGINT,
  rev         BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE delivery_area (
  id          INTEGER PRIMARY KEY,
  zone        BIGINT NOT NULL REFERENCES delivery_zone (id),
  country     TEXT   NOT NULL,            -- ISO 3166 alpha-2
  postal_from TEXT   NOT NULL DEFAULT '', -- '' all of it; compared by characters
  postal_to   TEXT   NOT NULL DEFAULT '',
  position    BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX delivery_area_zone ON delivery_area (zone);

CREATE TABLE delivery_method (
  id             INTEGER PRIMARY KEY,
  zone           BIGINT NOT NULL REFERENCES delivery_zone (id),
  name           TEXT   NOT NULL,            -- the owner's
  kind           TEXT   NOT NULL CHECK (kind IN ('parcel', 'point', 'pickup')),
  carrier        TEXT   NOT NULL DEFAULT '', -- 'Posti', 'Matkahuolto', ... of tracking and points
  service        TEXT   NOT NULL DEFAULT '', -- the carrier's code of the product
  price_by       TEXT   NOT NULL DEFAULT 'order' CHECK (price_by IN ('order', 'weight', 'value', 'count')),
  free_from_minor BIGINT CHECK (free_from_minor >= 0), -- goods after discounts; NULL: never free
  parcel_g       BIGINT CHECK (parcel_g > 0),          -- heavier goes in several parcels, each at its own price
  parcel_units   BIGINT CHECK (parcel_units > 0),
  most_g         BIGINT CHECK (most_g > 0),            -- not offered above
  days_min       BIGINT NOT NULL DEFAULT 1 CHECK (days_min >= 0), -- weekdays on the way
  days_max       BIGINT NOT NULL DEFAULT 3,
  location       BIGINT REFERENCES location (id),      -- pickup: this one; NULL: any that has pickup
  position       BIGINT NOT NULL DEFAULT 0,
  active         BIGINT NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  archived_ms    BIGINT,
  rev            BIGINT NOT NULL DEFAULT 1,
  CHECK (days_max >= days_min)
);
CREATE INDEX delivery_method_zone ON delivery_method (zone);
CREATE INDEX delivery_method_location ON delivery_method (location);

CREATE TABLE delivery_method_text (
  method BIGINT NOT NULL REFERENCES delivery_method (id),
  locale TEXT   NOT NULL,
  label  TEXT   NOT NULL,
  help   TEXT   NOT NULL DEFAULT '',
  PRIMARY KEY (method, locale)
);

-- price_by 'order': one row with upto 0.  Else the first row whose upto is not less; beyond the last: not offered.
CREATE TABLE delivery_rate (
  id           INTEGER PRIMARY KEY,
  method       BIGINT NOT NULL REFERENCES delivery_method (id),
  upto         BIGINT NOT NULL,  -- grams, cents or units
  amount_minor BIGINT NOT NULL CHECK (amount_minor >= 0),
  position     BIGINT NOT NULL DEFAULT 0,
  UNIQUE (method, upto)
);

CREATE TABLE pickup_point (
  id          INTEGER PRIMARY KEY,
  carrier     TEXT   NOT NULL,
  code        TEXT   NOT NULL,
  name        TEXT   NOT NULL,
  street      TEXT   NOT NULL DEFAULT '',
  postal      TEXT   NOT NULL,
  city        TEXT   NOT NULL DEFAULT '',
  country     TEXT   NOT NULL,
  hours       TEXT   NOT NULL DEFAULT '',
  updated_ms  BIGINT NOT NULL,
  archived_ms BIGINT,
  UNIQUE (carrier, code)
);
CREATE INDEX pickup_point_postal ON pickup_point (country, carrier, postal);

-- As it was before: one price to six countries, or fetched from the shop.
INSERT INTO delivery_zone (name) VALUES ('Europe');
INSERT INTO delivery_area (zone, country, position)
  SELECT z.id, c.code, c.place FROM delivery_zone z, (
    SELECT 'FI' AS code, 1 AS place UNION ALL SELECT 'SE', 2 UNION ALL SELECT 'EE', 3
    UNION ALL SELECT 'DK', 4 UNION ALL SELECT 'NO', 5 UNION ALL SELECT 'DE', 6) c;
INSERT INTO delivery_method (zone, name, kind, carrier, free_from_minor, days_min, days_max, position)
  SELECT id, 'Parcel', 'parcel', '',
    CASE WHEN coalesce((SELECT CAST(value AS BIGINT) FROM setting WHERE code = 'delivery.free_from'), 0) > 0
      THEN (SELECT CAST(value AS BIGINT) FROM setting WHERE code = 'delivery.free_from') END,
    coalesce((SELECT CAST(value AS BIGINT) FROM setting WHERE code = 'delivery.days'), 2),
    coalesce((SELECT CAST(value AS BIGINT) FROM setting WHERE code = 'delivery.days'), 2) + 2, 1 FROM delivery_zone;
INSERT INTO delivery_method (zone, name, kind, days_min, days_max, position)
  SELECT id, 'Pickup', 'pickup', 0, 1, 2 FROM delivery_zone;
INSERT INTO delivery_rate (method, upto, amount_minor)
  SELECT id, 0, CASE WHEN kind = 'pickup' THEN 0
    ELSE coalesce((SELECT CAST(value AS BIGINT) FROM setting WHERE code = 'delivery.price'), 490) END FROM delivery_method;
INSERT INTO delivery_method_text (method, locale, label)
  SELECT m.id, t.locale, t.label FROM delivery_method m JOIN (
    SELECT 'parcel' AS kind, 'en' AS locale, 'Home delivery' AS label
    UNION ALL SELECT 'parcel', 'fi', 'Kotiinkuljetus' UNION ALL SELECT 'parcel', 'sv', 'Hemleverans'
    UNION ALL SELECT 'pickup', 'en', 'Pick up from the shop' UNION ALL SELECT 'pickup', 'fi', 'Nouto myymälästä'
    UNION ALL SELECT 'pickup', 'sv', 'Hämta i butiken') t ON t.kind = m.kind;

DELETE FROM setting WHERE code IN ('delivery.price', 'delivery.free_from', 'delivery.days');
UPDATE location SET name = (SELECT t.value FROM setting_text t WHERE t.setting = 'shop.pickup' AND t.value <> '' ORDER BY t.locale LIMIT 1)
  WHERE EXISTS (SELECT 1 FROM setting_text t WHERE t.setting = 'shop.pickup' AND t.value <> '');
UPDATE location SET street = coalesce((SELECT value FROM setting WHERE code = 'shop.street'), ''),
  postal = coalesce((SELECT value FROM setting WHERE code = 'shop.postal'), ''),
  city = coalesce((SELECT value FROM setting WHERE code = 'shop.city'), '');

-- Days on which nothing leaves, besides weekends and the public holidays that the program knows.
CREATE TABLE closed_day (
  id   INTEGER PRIMARY KEY,
  day  BIGINT NOT NULL UNIQUE, -- YYYYMMDD
  name TEXT   NOT NULL DEFAULT '',
  rev  BIGINT NOT NULL DEFAULT 1
);

-- Orders know how they go, to whom they are billed and why their VAT is what it is.
ALTER TABLE orders ADD COLUMN way TEXT NOT NULL DEFAULT 'parcel' CHECK (way IN ('parcel', 'point', 'pickup', 'none'));
UPDATE orders SET way = 'pickup' WHERE delivery = 'pickup';
ALTER TABLE orders DROP COLUMN delivery;
ALTER TABLE orders RENAME COLUMN way TO delivery;
ALTER TABLE orders ADD COLUMN paid_how TEXT NOT NULL DEFAULT 'unpaid'
  CHECK (paid_how IN ('unpaid', 'pending', 'part', 'paid', 'failed', 'refund_due', 'part_refunded', 'refunded'));
UPDATE orders SET paid_how = payment_state;
ALTER TABLE orders DROP COLUMN payment_state;
ALTER TABLE orders RENAME COLUMN paid_how TO payment_state;
ALTER TABLE orders ADD COLUMN moved TEXT NOT NULL DEFAULT 'none'
  CHECK (moved IN ('none', 'picking', 'ready', 'part', 'shipped', 'delivered', 'collected', 'cancelled'));
UPDATE orders SET moved = fulfilment;
ALTER TABLE orders DROP COLUMN fulfilment;
ALTER TABLE orders RENAME COLUMN moved TO fulfilment;
ALTER TABLE orders ADD COLUMN delivery_method BIGINT REFERENCES delivery_method (id);
ALTER TABLE orders ADD COLUMN delivery_label TEXT NOT NULL DEFAULT ''; -- in the buyer's language
ALTER TABLE orders ADD COLUMN carrier TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN point_code TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN promised_from_day BIGINT;
ALTER TABLE orders ADD COLUMN promised_day BIGINT;
ALTER TABLE orders ADD COLUMN discount_minor BIGINT NOT NULL DEFAULT 0;  -- off the goods, 0 or less; off the delivery is in delivery_minor
ALTER TABLE orders ADD COLUMN changed_minor BIGINT NOT NULL DEFAULT 0;   -- sum of line_change.amount_minor
ALTER TABLE orders ADD COLUMN company TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN business_id TEXT NOT NULL DEFAULT '';      -- Y-tunnus
ALTER TABLE orders ADD COLUMN vat_id TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN buyer_ref TEXT NOT NULL DEFAULT '';        -- printed on the invoice
ALTER TABLE orders ADD COLUMN tax_country TEXT NOT NULL DEFAULT '';      -- whose rates; '' the shop's (orders of before)
ALTER TABLE orders ADD COLUMN tax_reason TEXT NOT NULL DEFAULT 'home'
  CHECK (tax_reason IN ('home', 'oss', 'reverse', 'export'));
CREATE INDEX orders_delivery_method ON orders (delivery_method);
CREATE INDEX orders_customer ON orders (customer);

CREATE TABLE order_address_kinds (
  orders  BIGINT NOT NULL REFERENCES orders (id),
  kind    TEXT   NOT NULL CHECK (kind IN ('delivery', 'billing', 'point')),
  name    TEXT   NOT NULL,
  street  TEXT   NOT NULL DEFAULT '',
  postal  TEXT   NOT NULL DEFAULT '',
  city    TEXT   NOT NULL DEFAULT '',
  country TEXT   NOT NULL,
  PRIMARY KEY (orders, kind)
);
INSERT INTO order_address_kinds (orders, kind, name, street, postal, city, country)
  SELECT orders, kind, name, street, postal, city, country FROM order_address;
DROP TABLE order_address;
ALTER TABLE order_address_kinds RENAME TO order_address;

ALTER TABLE order_line ADD COLUMN weight_g BIGINT NOT NULL DEFAULT 0;   -- of one unit
ALTER TABLE order_line ADD COLUMN added_ms BIGINT;                      -- by the owner, after placing: its qty counts by line_change alone
ALTER TABLE product ADD COLUMN exemption TEXT NOT NULL DEFAULT ''       -- why no right of withdrawal
  CHECK (exemption IN ('', 'sealed', 'custom', 'perishable', 'media', 'digital', 'press', 'dated'));

ALTER TABLE shipment ADD COLUMN resent BIGINT NOT NULL DEFAULT 0 CHECK (resent IN (0, 1)); -- lost, and its goods go in another
ALTER TABLE line_change ADD COLUMN amount_minor BIGINT NOT NULL DEFAULT 0; -- signed, with its share of the line's adjustments
ALTER TABLE adjustment ADD COLUMN promotion BIGINT REFERENCES promotion (id);
CREATE INDEX adjustment_promotion ON adjustment (promotion);

-- What only the program may read: provider keys, AES-256-GCM under the key file.
CREATE TABLE sealed (
  code       TEXT   PRIMARY KEY, -- 'paytrail.secret'
  value      TEXT   NOT NULL,    -- hex: nonce, ciphertext, tag
  staff      BIGINT,
  changed_ms BIGINT NOT NULL
);

ALTER TABLE payment ADD COLUMN href TEXT NOT NULL DEFAULT '';    -- where the buyer pays
ALTER TABLE payment ADD COLUMN problem TEXT NOT NULL DEFAULT ''; -- what the provider said, for the owner
ALTER TABLE payment ADD COLUMN checks BIGINT NOT NULL DEFAULT 0; -- how often it was asked for
ALTER TABLE payment ADD COLUMN cart_key TEXT NOT NULL DEFAULT '';    -- keyed hashes of who began it: failed
ALTER TABLE payment ADD COLUMN address_key TEXT NOT NULL DEFAULT ''; -- attempts are counted; '' once it is over
CREATE INDEX payment_check ON payment (next_check_ms) WHERE next_check_ms IS NOT NULL;

CREATE TABLE card_token (
  id         INTEGER PRIMARY KEY,
  customer   BIGINT NOT NULL REFERENCES customer (id),
  provider   TEXT   NOT NULL,
  token      TEXT   NOT NULL,    -- sealed, hex
  label      TEXT   NOT NULL,    -- 'Visa 0313'
  until_day  BIGINT,             -- last day of the card
  created_ms BIGINT NOT NULL,
  archived_ms BIGINT
);
CREATE INDEX card_token_customer ON card_token (customer);

-- Money that goes back.  Unfailed refunds never exceed what was captured.
CREATE TABLE refund (
  id            INTEGER PRIMARY KEY,
  orders        BIGINT NOT NULL REFERENCES orders (id),
  payment       BIGINT REFERENCES payment (id),  -- through its provider; NULL: by hand or to a gift card
  gift_card     BIGINT REFERENCES gift_card (id),
  return_case   BIGINT REFERENCES return_case (id),
  stamp         TEXT   NOT NULL UNIQUE,          -- idempotency key at the provider
  provider_ref  TEXT   NOT NULL DEFAULT '',
  state         TEXT   NOT NULL CHECK (state IN ('requested', 'sent', 'done', 'failed')),
  amount_minor  BIGINT NOT NULL CHECK (amount_minor > 0),
  reason        TEXT   NOT NULL DEFAULT '' CHECK (reason IN ('', 'changed', 'cancelled', 'return', 'withdrawal', 'claim', 'goodwill', 'too_much')),
  note          TEXT   NOT NULL DEFAULT '',
  problem       TEXT   NOT NULL DEFAULT '',
  staff         BIGINT,
  next_check_ms BIGINT,
  checks        BIGINT NOT NULL DEFAULT 0,
  created_ms    BIGINT NOT NULL,
  updated_ms    BIGINT NOT NULL
);
CREATE INDEX refund_orders ON refund (orders);
CREATE INDEX refund_payment ON refund (payment);
CREATE INDEX refund_gift_card ON refund (gift_card);
CREATE INDEX refund_return_case ON refund (return_case);
CREATE INDEX refund_check ON refund (next_check_ms) WHERE next_check_ms IS NOT NULL;

-- For what, so that VAT is credited at the right rate.  qty 0: an amount without goods.
CREATE TABLE credit (
  id           INTEGER PRIMARY KEY,
  orders       BIGINT NOT NULL REFERENCES orders (id),
  reason       TEXT   NOT NULL DEFAULT '',
  staff        BIGINT,
  at_ms        BIGINT NOT NULL
);
CREATE INDEX credit_orders ON credit (orders);

CREATE TABLE credit_line (
  credit       BIGINT NOT NULL REFERENCES credit (id),
  order_line   BIGINT NOT NULL REFERENCES order_line (id),
  qty          BIGINT NOT NULL CHECK (qty >= 0),
  gross_minor  BIGINT NOT NULL CHECK (gross_minor >= 0),
  vat_minor    BIGINT NOT NULL DEFAULT 0,
  unsent       BIGINT NOT NULL DEFAULT 0 CHECK (unsent BETWEEN 0 AND qty), -- of these units, those that were in no parcel: they stay
  PRIMARY KEY (credit, order_line)
);
CREATE INDEX credit_line_line ON credit_line (order_line);
ALTER TABLE refund ADD COLUMN credit BIGINT REFERENCES credit (id);
CREATE INDEX refund_credit ON refund (credit);

-- Returns, withdrawals and claims by line.
ALTER TABLE return_case ADD COLUMN reason TEXT NOT NULL DEFAULT '';  -- the buyer's choice of reasons
ALTER TABLE return_case ADD COLUMN message TEXT NOT NULL DEFAULT ''; -- the buyer's words
ALTER TABLE return_case ADD COLUMN label TEXT NOT NULL DEFAULT '';   -- code of the way back: the carrier's, or how to send
ALTER TABLE return_case ADD COLUMN answer TEXT NOT NULL DEFAULT '';  -- the owner's, that the buyer reads: why not, why less
ALTER TABLE return_case ADD COLUMN sent_ms BIGINT;                   -- proof that the goods are on their way came
ALTER TABLE return_case ADD COLUMN tracking TEXT NOT NULL DEFAULT ''; -- of the way back
ALTER TABLE return_case ADD COLUMN received_ms BIGINT;
ALTER TABLE return_case ADD COLUMN settled_ms BIGINT;
ALTER TABLE return_case ADD COLUMN staff BIGINT;
ALTER TABLE return_line ADD COLUMN received_qty BIGINT NOT NULL DEFAULT 0;
ALTER TABLE return_line ADD COLUMN decision TEXT NOT NULL DEFAULT '' CHECK (decision IN ('', 'restock', 'damaged', 'keep'));

-- Invoices and credit notes.  Never changed; the PDF is made of the content.
CREATE TABLE document (
  id      INTEGER PRIMARY KEY,
  kind    TEXT   NOT NULL CHECK (kind IN ('invoice', 'credit_note')),
  series  TEXT   NOT NULL, -- 'invoice/2026', 'credit_note/2026': of counter
  number  BIGINT NOT NULL,
  orders  BIGINT NOT NULL REFERENCES orders (id),
  invoice BIGINT REFERENCES document (id), -- that a credit note corrects
  credit  BIGINT REFERENCES credit (id),
  day     BIGINT NOT NULL, -- YYYYMMDD
  locale  TEXT   NOT NULL,
  content TEXT   NOT NULL, -- JSON
  at_ms   BIGINT NOT NULL,
  UNIQUE (series, number)
);
CREATE INDEX document_orders ON document (orders);
CREATE INDEX document_invoice ON document (invoice);
CREATE INDEX document_day ON document (day);
CREATE UNIQUE INDEX document_credit ON document (credit) WHERE credit IS NOT NULL;

CREATE TABLE document_tax (
  document    BIGINT NOT NULL REFERENCES document (id),
  rate_bp     BIGINT NOT NULL, -- -1 stands for "outside VAT"
  country     TEXT   NOT NULL, -- whose rate
  gross_minor BIGINT NOT NULL, -- negative on credit notes
  vat_minor   BIGINT NOT NULL,
  PRIMARY KEY (document, rate_bp)
);

-- What the bank says came in.
CREATE TABLE bank_statement (
  id      INTEGER PRIMARY KEY,
  sha256  TEXT   NOT NULL UNIQUE, -- of the file: the same twice is one
  name    TEXT   NOT NULL,
  format  TEXT   NOT NULL CHECK (format IN ('camt.053', 'tito')),
  account TEXT   NOT NULL DEFAULT '',
  staff   BIGINT,
  at_ms   BIGINT NOT NULL
);

CREATE TABLE bank_entry (
  id           INTEGER PRIMARY KEY,
  statement    BIGINT NOT NULL REFERENCES bank_statement (id),
  entry_key    TEXT   NOT NULL UNIQUE, -- account and the bank's archive id: once, in whichever file
  day          BIGINT NOT NULL,
  amount_minor BIGINT NOT NULL,        -- signed
  currency     TEXT   NOT NULL DEFAULT 'EUR',
  reference    TEXT   NOT NULL DEFAULT '', -- digits, without leading zeros
  payer        TEXT   NOT NULL DEFAULT '',
  message      TEXT   NOT NULL DEFAULT '',
  state        TEXT   NOT NULL CHECK (state IN ('matched', 'open', 'ignored')),
  orders       BIGINT REFERENCES orders (id),
  note         TEXT   NOT NULL DEFAULT '', -- '' not looked at yet; why it is open, the owner's words
  staff        BIGINT                      -- who matched or ignored it
);
CREATE INDEX bank_entry_statement ON bank_entry (statement);
CREATE INDEX bank_entry_orders ON bank_entry (orders);
CREATE INDEX bank_entry_state ON bank_entry (state, day);

-- Standard VAT rates elsewhere in the EU in November 2026 (Commission, "VAT rates applied in the Member States"), for distance
-- sales when tax.oss is on.  Reduced rates differ by what is sold: the owner enters those that are needed.
INSERT INTO tax_rate (tax_class, country, from_day, rate_bp)
  SELECT 'general', r.country, 20260101, r.rate_bp FROM (
    SELECT 'AT' AS country, 2000 AS rate_bp UNION ALL SELECT 'BE', 2100 UNION ALL SELECT 'BG', 2000
    UNION ALL SELECT 'CY', 1900 UNION ALL SELECT 'CZ', 2100 UNION ALL SELECT 'DE', 1900 UNION ALL SELECT 'DK', 2500
    UNION ALL SELECT 'EE', 2400 UNION ALL SELECT 'ES', 2100 UNION ALL SELECT 'FR', 2000 UNION ALL SELECT 'GR', 2400
    UNION ALL SELECT 'HR', 2500 UNION ALL SELECT 'HU', 2700 UNION ALL SELECT 'IE', 2300 UNION ALL SELECT 'IT', 2200
    UNION ALL SELECT 'LT', 2100 UNION ALL SELECT 'LU', 1700 UNION ALL SELECT 'LV', 2100 UNION ALL SELECT 'MT', 1800
    UNION ALL SELECT 'NL', 2100 UNION ALL SELECT 'PL', 2300 UNION ALL SELECT 'PT', 2300 UNION ALL SELECT 'RO', 2100
    UNION ALL SELECT 'SE', 2500 UNION ALL SELECT 'SI', 2200 UNION ALL SELECT 'SK', 2300
    UNION ALL SELECT 'XI', 2000) r
  WHERE NOT EXISTS (SELECT 1 FROM tax_rate t WHERE t.tax_class = 'general' AND t.country = r.country);
-- Links that are mailed to prove an address: HMAC(key file, id and time), so
-- that nothing here opens an account.  customer NULL: an address that has no
-- account yet; the same is written for those, so that time tells nothing.
CREATE TABLE account_link (
  id           INTEGER PRIMARY KEY,
  token_sha256 TEXT   UNIQUE,
  kind         TEXT   NOT NULL CHECK (kind IN ('verify', 'reset', 'login', 'email')),
  customer     BIGINT REFERENCES customer (id),
  created_ms   BIGINT NOT NULL,
  expires_ms   BIGINT NOT NULL,
  used_ms      BIGINT
);
CREATE INDEX account_link_customer ON account_link (customer);
