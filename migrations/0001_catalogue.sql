-- The catalogue: what is sold, in which words, at what price, from which shelf.
-- Conventions stand in docs/contributing.md ("The database").

CREATE TABLE product (
  id              INTEGER PRIMARY KEY,
  kind            TEXT   NOT NULL DEFAULT 'goods' CHECK (kind IN ('goods', 'bundle', 'gift_card', 'service')),
  status          TEXT   NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'active', 'archived')),
  publish_from_ms BIGINT,
  publish_to_ms   BIGINT,
  tax_class       TEXT   NOT NULL DEFAULT 'general',
  maker_name      TEXT   NOT NULL DEFAULT '', -- GPSR Art. 19: manufacturer
  maker_address   TEXT   NOT NULL DEFAULT '',
  maker_email     TEXT   NOT NULL DEFAULT '',
  vendor          TEXT   NOT NULL DEFAULT '',
  tags            TEXT   NOT NULL DEFAULT '', -- as imported, comma separated
  sold_qty        BIGINT NOT NULL DEFAULT 0 CHECK (sold_qty >= 0), -- units in placed, uncancelled orders; sorts "most bought"
  created_ms      BIGINT NOT NULL,
  updated_ms      BIGINT NOT NULL,
  archived_ms     BIGINT,
  rev             BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX product_status ON product (status, created_ms);

CREATE TABLE product_text (
  product     BIGINT NOT NULL REFERENCES product (id),
  locale      TEXT   NOT NULL,
  name        TEXT   NOT NULL DEFAULT '',
  name_sort   TEXT   NOT NULL DEFAULT '', -- folded in C
  summary     TEXT   NOT NULL DEFAULT '',
  description TEXT   NOT NULL DEFAULT '', -- Markdown
  facts       TEXT   NOT NULL DEFAULT '', -- one "Label: value" a line
  safety      TEXT   NOT NULL DEFAULT '', -- warnings in the buyer's language
  seo_title   TEXT   NOT NULL DEFAULT '',
  seo_text    TEXT   NOT NULL DEFAULT '',
  PRIMARY KEY (product, locale)
);

CREATE TABLE media (
  id         INTEGER PRIMARY KEY,
  state      TEXT   NOT NULL CHECK (state IN ('queued', 'ready', 'failed')),
  sha256     TEXT UNIQUE,                 -- hex, of the bytes received; NULL until they are here
  source_url TEXT   NOT NULL DEFAULT '',  -- where a queued remote picture comes from
  width      BIGINT NOT NULL DEFAULT 0,   -- of the largest rendition, pixels
  height     BIGINT NOT NULL DEFAULT 0,
  widths     TEXT   NOT NULL DEFAULT '',  -- renditions made, ascending: '320 640 1280'
  problem    TEXT   NOT NULL DEFAULT '',  -- why it failed, for the owner
  created_ms BIGINT NOT NULL
);
CREATE INDEX media_source ON media (source_url);

CREATE TABLE media_text (
  media  BIGINT NOT NULL REFERENCES media (id),
  locale TEXT   NOT NULL,
  alt    TEXT   NOT NULL DEFAULT '',
  PRIMARY KEY (media, locale)
);

CREATE TABLE product_media (
  product  BIGINT NOT NULL REFERENCES product (id),
  media    BIGINT NOT NULL REFERENCES media (id),
  position BIGINT NOT NULL,
  PRIMARY KEY (product, media)
);
CREATE INDEX product_media_media ON product_media (media);

CREATE TABLE option (
  id       INTEGER PRIMARY KEY,
  product  BIGINT NOT NULL REFERENCES product (id),
  code     TEXT   NOT NULL, -- the name of the form field: 'colour'
  position BIGINT NOT NULL,
  UNIQUE (product, code)
);

CREATE TABLE option_text (
  option BIGINT NOT NULL REFERENCES option (id),
  locale TEXT   NOT NULL,
  name   TEXT   NOT NULL,
  PRIMARY KEY (option, locale)
);

CREATE TABLE option_value (
  id       INTEGER PRIMARY KEY,
  option   BIGINT NOT NULL REFERENCES option (id),
  code     TEXT   NOT NULL, -- the value of the form field: 'sea'
  position BIGINT NOT NULL,
  swatch   TEXT   NOT NULL DEFAULT '', -- '' or '#rrggbb'
  UNIQUE (option, code)
);

CREATE TABLE option_value_text (
  option_value BIGINT NOT NULL REFERENCES option_value (id),
  locale       TEXT   NOT NULL,
  name         TEXT   NOT NULL,
  PRIMARY KEY (option_value, locale)
);

CREATE TABLE variant (
  id           INTEGER PRIMARY KEY,
  product      BIGINT NOT NULL REFERENCES product (id),
  sku          TEXT   NOT NULL UNIQUE,
  option_key   TEXT   NOT NULL DEFAULT '', -- value ids in option order, '12.17'; '' when single
  gtin         TEXT   NOT NULL DEFAULT '',
  position     BIGINT NOT NULL,
  weight_g     BIGINT NOT NULL DEFAULT 0 CHECK (weight_g >= 0),
  tracked      BIGINT NOT NULL DEFAULT 1 CHECK (tracked IN (0, 1)),
  backorder    BIGINT NOT NULL DEFAULT 0 CHECK (backorder IN (0, 1)),
  media        BIGINT REFERENCES media (id),
  compare_note TEXT   NOT NULL DEFAULT '', -- a typed "compare at" price, kept and never shown as a prior price
  archived_ms  BIGINT,
  UNIQUE (product, option_key)
);
CREATE INDEX variant_gtin ON variant (gtin);
CREATE INDEX variant_media ON variant (media);

CREATE TABLE category (
  id          INTEGER PRIMARY KEY,
  parent      BIGINT REFERENCES category (id),
  position    BIGINT NOT NULL,
  media       BIGINT REFERENCES media (id),
  rule        TEXT   NOT NULL DEFAULT '', -- JSON for rule-made ones
  archived_ms BIGINT,
  rev         BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX category_parent ON category (parent, position);
CREATE INDEX category_media ON category (media);

CREATE TABLE category_text (
  category    BIGINT NOT NULL REFERENCES category (id),
  locale      TEXT   NOT NULL,
  name        TEXT   NOT NULL,
  description TEXT   NOT NULL DEFAULT '',
  PRIMARY KEY (category, locale)
);

CREATE TABLE product_category (
  product  BIGINT NOT NULL REFERENCES product (id),
  category BIGINT NOT NULL REFERENCES category (id),
  position BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (product, category)
);
CREATE INDEX product_category_category ON product_category (category, product);

CREATE TABLE slug (
  kind    TEXT   NOT NULL CHECK (kind IN ('product', 'category', 'page')),
  locale  TEXT   NOT NULL,
  slug    TEXT   NOT NULL,
  target  BIGINT NOT NULL,
  current BIGINT NOT NULL DEFAULT 1 CHECK (current IN (0, 1)),
  PRIMARY KEY (kind, locale, slug)
);
CREATE UNIQUE INDEX slug_current ON slug (kind, locale, target) WHERE current = 1;

CREATE TABLE page (
  id          INTEGER PRIMARY KEY,
  position    BIGINT NOT NULL,
  role        TEXT   NOT NULL DEFAULT '', -- 'terms', 'privacy', 'delivery', 'accessibility', '' for others
  archived_ms BIGINT,
  rev         BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX page_role ON page (role) WHERE role <> '';

CREATE TABLE page_text (
  page   BIGINT NOT NULL REFERENCES page (id),
  locale TEXT   NOT NULL,
  title  TEXT   NOT NULL,
  body   TEXT   NOT NULL DEFAULT '', -- Markdown
  PRIMARY KEY (page, locale)
);

CREATE TABLE tax_rate (
  tax_class TEXT   NOT NULL,
  country   TEXT   NOT NULL, -- ISO 3166 alpha-2
  from_day  BIGINT NOT NULL, -- YYYYMMDD, first day it holds
  rate_bp   BIGINT CHECK (rate_bp BETWEEN 0 AND 10000), -- NULL: outside VAT
  PRIMARY KEY (tax_class, country, from_day)
);
-- Finland: arvonlisaverolaki 84-85a, as in force; see docs/contributing.md for the sources.
INSERT INTO tax_rate (tax_class, country, from_day, rate_bp) VALUES
  ('general', 'FI', 20130101, 2400),
  ('general', 'FI', 20240901, 2550),
  ('reduced', 'FI', 20130101, 1400),
  ('reduced', 'FI', 20260101, 1350),
  ('press',   'FI', 20130101, 1000),
  ('zero',    'FI', 20130101, 0),
  ('outside', 'FI', 20130101, NULL);

-- Append-only; only a future row may be cancelled and an open to_ms closed.
CREATE TABLE price (
  id           INTEGER PRIMARY KEY,
  variant      BIGINT NOT NULL REFERENCES variant (id),
  price_group  TEXT   NOT NULL DEFAULT '', -- '' is everyone
  kind         TEXT   NOT NULL CHECK (kind IN ('regular', 'sale')),
  amount_minor BIGINT NOT NULL CHECK (amount_minor >= 0), -- gross, cents
  from_ms      BIGINT NOT NULL,
  to_ms        BIGINT,
  staff        BIGINT,
  CHECK (to_ms IS NULL OR to_ms >= from_ms)
);
CREATE INDEX price_variant ON price (variant, price_group, from_ms);

-- What was really asked, one row a change, at the change's own time.
CREATE TABLE price_log (
  variant      BIGINT NOT NULL REFERENCES variant (id),
  price_group  TEXT   NOT NULL DEFAULT '',
  from_ms      BIGINT NOT NULL,
  amount_minor BIGINT, -- NULL: not on offer
  PRIMARY KEY (variant, price_group, from_ms)
);

CREATE TABLE location (
  id       INTEGER PRIMARY KEY,
  code     TEXT   NOT NULL UNIQUE,
  name     TEXT   NOT NULL,
  pickup   BIGINT NOT NULL DEFAULT 1 CHECK (pickup IN (0, 1)),
  position BIGINT NOT NULL DEFAULT 0
);
INSERT INTO location (id, code, name) VALUES (1, 'main', '');

CREATE TABLE stock (
  variant  BIGINT NOT NULL REFERENCES variant (id),
  location BIGINT NOT NULL REFERENCES location (id),
  on_hand  BIGINT NOT NULL DEFAULT 0,
  held     BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (variant, location),
  CHECK (0 <= held AND held <= on_hand)
);
CREATE INDEX stock_location ON stock (location);

-- Append-only.  on_hand = sum(delta).
CREATE TABLE stock_move (
  id       INTEGER PRIMARY KEY,
  variant  BIGINT NOT NULL REFERENCES variant (id),
  location BIGINT NOT NULL REFERENCES location (id),
  delta    BIGINT NOT NULL,
  reason   TEXT   NOT NULL CHECK (reason IN ('initial', 'received', 'recount', 'damaged', 'lost', 'returned', 'shipped', 'import', 'other')),
  ref_kind TEXT   NOT NULL, -- 'shipment', 'adjust', 'import', ...
  ref_id   BIGINT NOT NULL,
  note     TEXT   NOT NULL DEFAULT '',
  staff    BIGINT,
  at_ms    BIGINT NOT NULL,
  UNIQUE (reason, ref_kind, ref_id, variant, location)
);
CREATE INDEX stock_move_variant ON stock_move (variant, location);

-- How an import finds again what it made.
CREATE TABLE origin (
  source       TEXT   NOT NULL, -- 'shopify'
  external_key TEXT   NOT NULL, -- 'product/HANDLE', 'variant/HANDLE/Value/Value'
  kind         TEXT   NOT NULL,
  target       BIGINT NOT NULL,
  digest       TEXT   NOT NULL DEFAULT '', -- of what was imported: an unchanged row is left alone
  PRIMARY KEY (source, external_key)
);
CREATE INDEX origin_target ON origin (kind, target);

-- Bumped in the same transaction by every write that a card, grid, menu or footer shows.
CREATE TABLE catalogue_version (
  scope   TEXT   PRIMARY KEY,
  version BIGINT NOT NULL
);
INSERT INTO catalogue_version (scope, version) VALUES ('shop', 1);
