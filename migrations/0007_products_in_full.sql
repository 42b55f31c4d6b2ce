-- Products in full: brands, typed attributes, bundles, relations, documents, size guides, unit price, guarantees.

CREATE TABLE brand (
  id                  INTEGER PRIMARY KEY,
  name                TEXT   NOT NULL,
  name_key            TEXT   NOT NULL UNIQUE, -- lower case, trimmed: "Lehto" and "LEHTO" are one
  media               BIGINT REFERENCES media (id),
  maker_name          TEXT   NOT NULL DEFAULT '', -- GPSR Art. 19: for products that name no maker of their own
  maker_address       TEXT   NOT NULL DEFAULT '',
  maker_email         TEXT   NOT NULL DEFAULT '',
  responsible_name    TEXT   NOT NULL DEFAULT '', -- in the EU, where the maker is outside
  responsible_address TEXT   NOT NULL DEFAULT '',
  responsible_email   TEXT   NOT NULL DEFAULT '',
  archived_ms         BIGINT,
  rev                 BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX brand_media ON brand (media);

CREATE TABLE brand_text (
  brand       BIGINT NOT NULL REFERENCES brand (id),
  locale      TEXT   NOT NULL,
  description TEXT   NOT NULL DEFAULT '', -- Markdown
  PRIMARY KEY (brand, locale)
);

CREATE TABLE size_guide (
  id          INTEGER PRIMARY KEY,
  name        TEXT   NOT NULL, -- the owner's own name for it
  archived_ms BIGINT,
  rev         BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE size_guide_text (
  size_guide BIGINT NOT NULL REFERENCES size_guide (id),
  locale     TEXT   NOT NULL,
  title      TEXT   NOT NULL DEFAULT '',
  body       TEXT   NOT NULL DEFAULT '', -- Markdown, tables among it
  PRIMARY KEY (size_guide, locale)
);

-- Typed properties: what facts tables, facets and comparisons are made of.
CREATE TABLE attribute (
  id          INTEGER PRIMARY KEY,
  code        TEXT   NOT NULL UNIQUE, -- in addresses and files: 'material'
  kind        TEXT   NOT NULL CHECK (kind IN ('text', 'number', 'colour', 'bool')),
  unit        TEXT   NOT NULL DEFAULT '', -- of numbers: 'dl', 'cm', 'W'
  facet       BIGINT NOT NULL DEFAULT 0 CHECK (facet IN (0, 1)), -- customers filter by it
  position    BIGINT NOT NULL DEFAULT 0,
  archived_ms BIGINT,
  rev         BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE attribute_text (
  attribute BIGINT NOT NULL REFERENCES attribute (id),
  locale    TEXT   NOT NULL,
  name      TEXT   NOT NULL,
  PRIMARY KEY (attribute, locale)
);

-- Values of text and colour attributes: shared by products, named per language.
CREATE TABLE attribute_value (
  id        INTEGER PRIMARY KEY,
  attribute BIGINT NOT NULL REFERENCES attribute (id),
  code      TEXT   NOT NULL,
  position  BIGINT NOT NULL DEFAULT 0,
  swatch    TEXT   NOT NULL DEFAULT '', -- '' or '#rrggbb'
  UNIQUE (attribute, code)
);

CREATE TABLE attribute_value_text (
  attribute_value BIGINT NOT NULL REFERENCES attribute_value (id),
  locale          TEXT   NOT NULL,
  name            TEXT   NOT NULL,
  PRIMARY KEY (attribute_value, locale)
);

-- text and colour: value, several rows when there are several; number: number_milli; bool: number_milli 0 or 1000.
CREATE TABLE product_attribute (
  product      BIGINT NOT NULL REFERENCES product (id),
  attribute    BIGINT NOT NULL REFERENCES attribute (id),
  position     BIGINT NOT NULL DEFAULT 0,
  value        BIGINT REFERENCES attribute_value (id),
  number_milli BIGINT, -- thousandths of the attribute's unit
  PRIMARY KEY (product, attribute, position),
  CHECK ((value IS NULL) <> (number_milli IS NULL))
);
CREATE INDEX product_attribute_attribute ON product_attribute (attribute, product);
CREATE INDEX product_attribute_value ON product_attribute (value);

CREATE TABLE relation (
  product  BIGINT NOT NULL REFERENCES product (id),
  kind     TEXT   NOT NULL CHECK (kind IN ('goes_with', 'similar', 'accessory', 'spare_part')),
  target   BIGINT NOT NULL REFERENCES product (id),
  position BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (product, kind, target),
  CHECK (product <> target)
);
CREATE INDEX relation_target ON relation (target);

-- A bundle's stock is computed: the fewest sets that its parts make.
CREATE TABLE bundle_part (
  bundle   BIGINT NOT NULL REFERENCES variant (id),
  part     BIGINT NOT NULL REFERENCES variant (id),
  qty      BIGINT NOT NULL CHECK (qty BETWEEN 1 AND 999),
  position BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (bundle, part),
  CHECK (bundle <> part)
);
CREATE INDEX bundle_part_part ON bundle_part (part);

-- Downloads: manuals, safety data sheets, declarations.  The bytes lie in DIR/file by content.
CREATE TABLE product_file (
  id       INTEGER PRIMARY KEY,
  product  BIGINT NOT NULL REFERENCES product (id),
  position BIGINT NOT NULL DEFAULT 0,
  kind     TEXT   NOT NULL CHECK (kind IN ('manual', 'safety', 'declaration', 'care', 'other')),
  locale   TEXT   NOT NULL DEFAULT '', -- '': for every language
  name     TEXT   NOT NULL, -- as customers see and save it
  sha256   TEXT   NOT NULL,
  size     BIGINT NOT NULL CHECK (size > 0) -- bytes
);
CREATE INDEX product_file_product ON product_file (product, position);
CREATE INDEX product_file_sha256 ON product_file (sha256);

ALTER TABLE product ADD COLUMN brand BIGINT REFERENCES brand (id);
ALTER TABLE product ADD COLUMN responsible_name TEXT NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN responsible_address TEXT NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN responsible_email TEXT NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN size_guide BIGINT REFERENCES size_guide (id);
-- Directives 2011/83/EU Art. 5, 6 as changed by 2024/825.
ALTER TABLE product ADD COLUMN guarantee_months BIGINT NOT NULL DEFAULT 0; -- the maker's durability guarantee; 0 none
ALTER TABLE product ADD COLUMN repair_score TEXT NOT NULL DEFAULT ''; -- as the maker states it: 'B', '7.9'
ALTER TABLE product ADD COLUMN spare_part_years BIGINT; -- NULL: not told
ALTER TABLE product ADD COLUMN update_until_day BIGINT; -- software updates, YYYYMMDD; NULL: none or not told
ALTER TABLE product_text ADD COLUMN repair TEXT NOT NULL DEFAULT ''; -- how it is repaired, where spare parts are
CREATE INDEX product_brand ON product (brand);
CREATE INDEX product_size_guide ON product (size_guide);

ALTER TABLE variant ADD COLUMN content_milli BIGINT NOT NULL DEFAULT 0; -- 250 g of tea: 250 and 'kg'; 0: no unit price
ALTER TABLE variant ADD COLUMN content_unit TEXT NOT NULL DEFAULT '' CHECK (content_unit IN ('', 'kg', 'l', 'm', 'm2', 'm3', 'pc'));
ALTER TABLE variant ADD COLUMN deposit_minor BIGINT NOT NULL DEFAULT 0; -- part of the price, not of the unit price
ALTER TABLE variant ADD COLUMN restock_day BIGINT; -- YYYYMMDD: when it comes again, as far as we know

ALTER TABLE category_text ADD COLUMN seo_title TEXT NOT NULL DEFAULT '';
ALTER TABLE category_text ADD COLUMN seo_text TEXT NOT NULL DEFAULT '';

-- What was a vendor's name is a brand.
INSERT INTO brand (name, name_key) SELECT min(vendor), lower(trim(vendor)) FROM product WHERE trim(vendor) <> '' GROUP BY lower(trim(vendor));
UPDATE product SET brand = (SELECT b.id FROM brand b WHERE b.name_key = lower(trim(product.vendor))) WHERE trim(vendor) <> '';
ALTER TABLE product DROP COLUMN vendor;

-- Brands have addresses of their own.
CREATE TABLE slug_wider (
  kind    TEXT   NOT NULL CHECK (kind IN ('product', 'category', 'page', 'brand')),
  locale  TEXT   NOT NULL,
  slug    TEXT   NOT NULL,
  target  BIGINT NOT NULL,
  current BIGINT NOT NULL DEFAULT 1 CHECK (current IN (0, 1)),
  PRIMARY KEY (kind, locale, slug)
);
INSERT INTO slug_wider (kind, locale, slug, target, current) SELECT kind, locale, slug, target, current FROM slug;
DROP TABLE slug;
ALTER TABLE slug_wider RENAME TO slug;
CREATE UNIQUE INDEX slug_current ON slug (kind, locale, target) WHERE current = 1;

-- A bundle's line holds several variants.
CREATE TABLE stock_hold_wider (
  id         INTEGER PRIMARY KEY,
  order_line BIGINT NOT NULL REFERENCES order_line (id),
  variant    BIGINT NOT NULL REFERENCES variant (id),
  location   BIGINT NOT NULL REFERENCES location (id),
  qty        BIGINT NOT NULL CHECK (qty >= 0),
  short      BIGINT NOT NULL DEFAULT 0 CHECK (short >= 0),
  state      TEXT   NOT NULL CHECK (state IN ('active', 'taken', 'released')),
  expires_ms BIGINT,
  UNIQUE (order_line, variant, location)
);
INSERT INTO stock_hold_wider (order_line, variant, location, qty, short, state, expires_ms)
  SELECT order_line, variant, location, qty, short, state, expires_ms FROM stock_hold ORDER BY id;
DROP TABLE stock_hold;
ALTER TABLE stock_hold_wider RENAME TO stock_hold;
CREATE INDEX stock_hold_variant ON stock_hold (variant, location, state);

-- Addresses of the shop that was here before: an import writes them, the owner adds others.  Without host and query.
CREATE TABLE redirect (
  id         INTEGER PRIMARY KEY,
  path       TEXT   NOT NULL UNIQUE, -- '/products/kide-mug', lower case, no slash at the end
  kind       TEXT   NOT NULL CHECK (kind IN ('product', 'category', 'page', 'address')),
  target     BIGINT NOT NULL DEFAULT 0, -- of the first three kinds
  address    TEXT   NOT NULL DEFAULT '', -- a path of this shop
  source     TEXT   NOT NULL DEFAULT '', -- 'shopify', 'woocommerce', '' the owner
  created_ms BIGINT NOT NULL,
  rev        BIGINT NOT NULL DEFAULT 1
);
