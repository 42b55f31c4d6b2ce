-- Carts and orders.  An order is a snapshot: nothing in it changes when the catalogue does.

CREATE TABLE cart (
  id         INTEGER PRIMARY KEY,
  session    TEXT   NOT NULL UNIQUE, -- SHA-256 of the session id, hex
  created_ms BIGINT NOT NULL,
  updated_ms BIGINT NOT NULL
);
CREATE INDEX cart_updated ON cart (updated_ms);

CREATE TABLE cart_line (
  cart     BIGINT NOT NULL REFERENCES cart (id),
  variant  BIGINT NOT NULL REFERENCES variant (id),
  qty      BIGINT NOT NULL CHECK (qty BETWEEN 1 AND 999),
  added_ms BIGINT NOT NULL,
  PRIMARY KEY (cart, variant)
);
CREATE INDEX cart_line_variant ON cart_line (variant);

CREATE TABLE counter (
  series TEXT   PRIMARY KEY, -- 'order', 'invoice/2026', 'adjust'
  last   BIGINT NOT NULL
);
INSERT INTO counter (series, last) VALUES ('order', 10000), ('adjust', 0), ('import', 0);

CREATE TABLE orders (
  id            INTEGER PRIMARY KEY,
  number        BIGINT NOT NULL UNIQUE,
  attempt_key   TEXT   NOT NULL UNIQUE, -- hidden in the checkout form: the same post twice is one order
  token_sha256  TEXT   NOT NULL DEFAULT '', -- of HMAC(key file, id)
  email         TEXT   NOT NULL,
  email_norm    TEXT   NOT NULL,
  phone         TEXT   NOT NULL DEFAULT '',
  customer      BIGINT,
  locale        TEXT   NOT NULL,
  channel       TEXT   NOT NULL DEFAULT 'web' CHECK (channel IN ('web', 'store', 'admin')),
  location      BIGINT NOT NULL REFERENCES location (id),
  currency      TEXT   NOT NULL,
  state         TEXT   NOT NULL CHECK (state IN ('placed', 'confirmed', 'completed', 'cancelled')),
  payment_state TEXT   NOT NULL CHECK (payment_state IN ('unpaid', 'pending', 'paid', 'failed', 'refund_due', 'refunded')),
  fulfilment    TEXT   NOT NULL CHECK (fulfilment IN ('none', 'picking', 'ready', 'shipped', 'delivered', 'collected', 'cancelled')),
  delivery      TEXT   NOT NULL CHECK (delivery IN ('flat', 'pickup')),
  payment       TEXT   NOT NULL, -- the method chosen: 'transfer', 'demo_card'
  reference     TEXT   NOT NULL DEFAULT '', -- viitenumero, digits
  message       TEXT   NOT NULL DEFAULT '', -- the buyer's
  goods_minor   BIGINT NOT NULL,
  delivery_minor BIGINT NOT NULL,
  total_minor   BIGINT NOT NULL CHECK (total_minor >= 0),
  terms_version TEXT   NOT NULL DEFAULT '',
  placed_ms     BIGINT NOT NULL,
  placed_day    BIGINT NOT NULL,
  due_ms        BIGINT, -- when an unpaid one is let go
  paid_ms       BIGINT,
  shipped_ms    BIGINT,
  delivered_ms  BIGINT,
  cancelled_ms  BIGINT,
  rev           BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX orders_placed ON orders (placed_ms);
CREATE INDEX orders_email ON orders (email_norm, placed_ms);
CREATE INDEX orders_state ON orders (state, placed_ms);
CREATE INDEX orders_reference ON orders (reference);
CREATE INDEX orders_token ON orders (token_sha256);
CREATE INDEX orders_location ON orders (location);

CREATE TABLE order_line (
  id         INTEGER PRIMARY KEY,
  orders     BIGINT NOT NULL REFERENCES orders (id),
  position   BIGINT NOT NULL,
  kind       TEXT   NOT NULL CHECK (kind IN ('goods', 'delivery', 'fee', 'deposit', 'gift_card')),
  variant    BIGINT REFERENCES variant (id),
  sku        TEXT   NOT NULL DEFAULT '',
  name       TEXT   NOT NULL,               -- in the buyer's language
  options    TEXT   NOT NULL DEFAULT '',    -- 'Sea, 3.5 dl'
  picture    TEXT   NOT NULL DEFAULT '',    -- media sha256 as it was
  qty        BIGINT NOT NULL CHECK (qty > 0),
  unit_minor BIGINT NOT NULL CHECK (unit_minor >= 0),
  rate_bp    BIGINT,                        -- NULL: outside VAT
  exemption  TEXT   NOT NULL DEFAULT '',    -- why no right of withdrawal
  UNIQUE (orders, position)
);
CREATE INDEX order_line_variant ON order_line (variant);

CREATE TABLE order_address (
  orders  BIGINT NOT NULL REFERENCES orders (id),
  kind    TEXT   NOT NULL CHECK (kind IN ('delivery', 'billing')),
  name    TEXT   NOT NULL,
  street  TEXT   NOT NULL DEFAULT '',
  postal  TEXT   NOT NULL DEFAULT '',
  city    TEXT   NOT NULL DEFAULT '',
  country TEXT   NOT NULL,
  PRIMARY KEY (orders, kind)
);

CREATE TABLE line_change (
  id         INTEGER PRIMARY KEY,
  order_line BIGINT NOT NULL REFERENCES order_line (id),
  delta      BIGINT NOT NULL CHECK (delta <> 0),
  reason     TEXT   NOT NULL,
  staff      BIGINT,
  at_ms      BIGINT NOT NULL
);
CREATE INDEX line_change_line ON line_change (order_line);

CREATE TABLE adjustment (
  id           INTEGER PRIMARY KEY,
  order_line   BIGINT NOT NULL REFERENCES order_line (id),
  split_id     BIGINT NOT NULL,
  source       TEXT   NOT NULL,
  label        TEXT   NOT NULL,
  amount_minor BIGINT NOT NULL -- signed
);
CREATE INDEX adjustment_line ON adjustment (order_line);

CREATE TABLE order_tax (
  orders      BIGINT NOT NULL REFERENCES orders (id),
  rate_bp     BIGINT NOT NULL, -- -1 stands for "outside VAT"
  gross_minor BIGINT NOT NULL,
  vat_minor   BIGINT NOT NULL,
  PRIMARY KEY (orders, rate_bp)
);

CREATE TABLE stock_hold (
  id         INTEGER PRIMARY KEY,
  order_line BIGINT NOT NULL REFERENCES order_line (id),
  variant    BIGINT NOT NULL REFERENCES variant (id),
  location   BIGINT NOT NULL REFERENCES location (id),
  qty        BIGINT NOT NULL CHECK (qty >= 0),
  short      BIGINT NOT NULL DEFAULT 0 CHECK (short >= 0),
  state      TEXT   NOT NULL CHECK (state IN ('active', 'taken', 'released')),
  expires_ms BIGINT,
  UNIQUE (order_line, location)
);
CREATE INDEX stock_hold_variant ON stock_hold (variant, location, state);

-- What happened to an order, for its timeline and for the owner.
CREATE TABLE order_event (
  id     INTEGER PRIMARY KEY,
  orders BIGINT NOT NULL REFERENCES orders (id),
  kind   TEXT   NOT NULL, -- 'placed', 'paid', 'shipped', 'ready', 'delivered', 'collected', 'cancelled', 'withdrawn', 'payment_failed'
  note   TEXT   NOT NULL DEFAULT '',
  staff  BIGINT,
  at_ms  BIGINT NOT NULL
);
CREATE INDEX order_event_order ON order_event (orders, at_ms);

CREATE TABLE payment (
  id            INTEGER PRIMARY KEY,
  orders        BIGINT NOT NULL REFERENCES orders (id),
  provider      TEXT   NOT NULL,
  stamp         TEXT   NOT NULL UNIQUE,
  provider_ref  TEXT, -- NULL until the provider gave one
  state         TEXT   NOT NULL CHECK (state IN ('created', 'pending', 'authorised', 'paid', 'voided', 'failed', 'expired')),
  amount_minor  BIGINT NOT NULL CHECK (amount_minor >= 0),
  currency      TEXT   NOT NULL,
  next_check_ms BIGINT,
  created_ms    BIGINT NOT NULL,
  updated_ms    BIGINT NOT NULL,
  UNIQUE (provider, provider_ref)
);
CREATE INDEX payment_order ON payment (orders);

CREATE TABLE payment_event (
  id        INTEGER PRIMARY KEY,
  payment   BIGINT NOT NULL REFERENCES payment (id),
  provider  TEXT   NOT NULL,
  event_key TEXT   NOT NULL,
  outcome   TEXT   NOT NULL,
  at_ms     BIGINT NOT NULL,
  UNIQUE (provider, event_key)
);
CREATE INDEX payment_event_payment ON payment_event (payment);

-- Append-only ledger.  Balance due = total - sum.
CREATE TABLE money_move (
  id           INTEGER PRIMARY KEY,
  orders       BIGINT NOT NULL REFERENCES orders (id),
  kind         TEXT   NOT NULL CHECK (kind IN ('capture', 'refund', 'gift_card', 'correction')),
  amount_minor BIGINT NOT NULL,
  ref          TEXT   NOT NULL UNIQUE,
  staff        BIGINT,
  at_ms        BIGINT NOT NULL
);
CREATE INDEX money_move_order ON money_move (orders);

CREATE TABLE shipment (
  id           INTEGER PRIMARY KEY,
  orders       BIGINT NOT NULL REFERENCES orders (id),
  state        TEXT   NOT NULL CHECK (state IN ('picking', 'ready', 'shipped', 'delivered', 'collected', 'cancelled', 'lost')),
  carrier      TEXT   NOT NULL DEFAULT '',
  tracking     TEXT   NOT NULL DEFAULT '',
  created_ms   BIGINT NOT NULL,
  shipped_ms   BIGINT,
  delivered_ms BIGINT
);
CREATE INDEX shipment_order ON shipment (orders);

CREATE TABLE shipment_line (
  shipment   BIGINT NOT NULL REFERENCES shipment (id),
  order_line BIGINT NOT NULL REFERENCES order_line (id),
  qty        BIGINT NOT NULL CHECK (qty > 0),
  PRIMARY KEY (shipment, order_line)
);
CREATE INDEX shipment_line_line ON shipment_line (order_line);

CREATE TABLE return_case (
  id            INTEGER PRIMARY KEY,
  kind          TEXT   NOT NULL CHECK (kind IN ('withdrawal', 'return', 'claim')),
  orders        BIGINT REFERENCES orders (id), -- NULL: a statement that matches no order is kept too
  state         TEXT   NOT NULL CHECK (state IN ('requested', 'accepted', 'received', 'settled', 'refused', 'cancelled')),
  name          TEXT   NOT NULL,
  order_text    TEXT   NOT NULL,  -- the identification as typed
  email         TEXT   NOT NULL,
  statement     TEXT   NOT NULL,  -- the exact text that was confirmed
  locale        TEXT   NOT NULL,
  remark        TEXT   NOT NULL DEFAULT '', -- the owner's, or "late"
  attempt_key   TEXT   NOT NULL UNIQUE,
  at_ms         BIGINT NOT NULL,
  refund_due_ms BIGINT,
  rev           BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX return_case_order ON return_case (orders);
CREATE INDEX return_case_state ON return_case (state, at_ms);

CREATE TABLE return_line (
  return_case   BIGINT NOT NULL REFERENCES return_case (id),
  order_line    BIGINT NOT NULL REFERENCES order_line (id),
  qty           BIGINT NOT NULL CHECK (qty > 0),
  exemption     TEXT   NOT NULL DEFAULT '',
  restocked_qty BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (return_case, order_line)
);
CREATE INDEX return_line_line ON return_line (order_line);
