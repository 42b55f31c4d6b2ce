-- What the shop knows of its customers, and what it makes of it.  A subject is 'c12' (an account) or 'v' and the SHA-256 of
-- the id in the consent cookie of a browser whose owner accepted.  Every table here with a subject or a customer stands in
-- domain/person_table.c; what is erased there is gone from the model when it is next made.

-- What happened, only as consent allows: append-only, no other table refers to it, deleted by age.
CREATE TABLE event (
  id      INTEGER PRIMARY KEY,
  at_ms   BIGINT NOT NULL,
  subject TEXT   NOT NULL,
  kind    TEXT   NOT NULL CHECK (kind IN ('view', 'search', 'cart', 'order', 'wish', 'shown', 'held', 'click')),
  product BIGINT,                     -- no reference: events outlive products
  variant BIGINT,
  channel TEXT   NOT NULL DEFAULT 'web' CHECK (channel IN ('web', 'store', 'mail')),
  rail    TEXT   NOT NULL DEFAULT '', -- which shelf of a page: shown, held, click, cart
  orders  BIGINT,
  words   TEXT   NOT NULL DEFAULT ''  -- of a search
);
CREATE INDEX event_subject ON event (subject, id);
CREATE INDEX event_at ON event (at_ms);
CREATE INDEX event_orders ON event (orders) WHERE orders IS NOT NULL; -- from an order to a browser

-- The profile: one row for each, made with the first thing that is known.
CREATE TABLE profile (
  subject     TEXT   PRIMARY KEY,
  customer    BIGINT REFERENCES customer (id), -- of 'c12'
  personal    BIGINT NOT NULL DEFAULT 1 CHECK (personal IN (0, 1)), -- 0: suggestions are switched off
  list_order  TEXT   NOT NULL DEFAULT '' CHECK (list_order IN ('', 'shop', 'you')), -- of categories, brands and searches; '': not chosen
  call_name   TEXT   NOT NULL DEFAULT '', -- how they want to be greeted; '': by the first name
  tone        TEXT   NOT NULL DEFAULT '' CHECK (tone IN ('', 'formal', 'warm', 'none')), -- '': by acquaintance
  birth_month BIGINT CHECK (birth_month BETWEEN 1 AND 12), -- if they tell: no year
  birth_day   BIGINT CHECK (birth_day BETWEEN 1 AND 31),
  asked       BIGINT NOT NULL DEFAULT 0, -- questions about interests that they answered so far
  asked_ms    BIGINT, -- answered them all, or passed them
  created_ms  BIGINT NOT NULL,
  updated_ms  BIGINT NOT NULL,
  rev         BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX profile_customer ON profile (customer);
CREATE INDEX profile_updated ON profile (updated_ms);

-- What they did with each product, in sum: what shelves are made of.  views and carts from events, orders from orders.
CREATE TABLE profile_item (
  subject    TEXT   NOT NULL,
  product    BIGINT NOT NULL REFERENCES product (id),
  views      BIGINT NOT NULL DEFAULT 0,
  viewed_ms  BIGINT NOT NULL DEFAULT 0, -- last
  carts      BIGINT NOT NULL DEFAULT 0,
  carted_ms  BIGINT NOT NULL DEFAULT 0,
  orders     BIGINT NOT NULL DEFAULT 0, -- in how many
  units      BIGINT NOT NULL DEFAULT 0,
  first_ms   BIGINT NOT NULL DEFAULT 0, -- first and last order
  ordered_ms BIGINT NOT NULL DEFAULT 0,
  variant    BIGINT NOT NULL DEFAULT 0, -- of the last order, and how many of it: what "Buy again" puts into the cart
  last_units BIGINT NOT NULL DEFAULT 0,
  returned   BIGINT NOT NULL DEFAULT 0, -- units sent back; units are without them
  touched_ms BIGINT NOT NULL,           -- the newest of all
  removed_ms BIGINT NOT NULL DEFAULT 0, -- "remove from my profile": nothing before that counts, here and in the model
  PRIMARY KEY (subject, product)
);
CREATE INDEX profile_item_touched ON profile_item (subject, touched_ms);
CREATE INDEX profile_item_product ON profile_item (product);

-- "Not interested": a shelf, a product; a colour that is none of theirs.
CREATE TABLE profile_hide (
  subject TEXT   NOT NULL,
  kind    TEXT   NOT NULL CHECK (kind IN ('rail', 'product', 'colour')),
  what    TEXT   NOT NULL, -- a shelf's code, a product's id, a folded name
  at_ms   BIGINT NOT NULL,
  PRIMARY KEY (subject, kind, what)
);

-- Somebody can be interested in its values ("christmas"), as in categories and brands: few are such (no material, no country).
ALTER TABLE attribute ADD COLUMN interest BIGINT NOT NULL DEFAULT 0 CHECK (interest IN (0, 1));

-- What they like, by their own words: pictures to tap.
CREATE TABLE interest (
  id       INTEGER PRIMARY KEY,
  question BIGINT NOT NULL DEFAULT 1, -- 1 to 4: choices of one question stand together
  position BIGINT NOT NULL DEFAULT 0,
  category BIGINT REFERENCES category (id),               -- stands for this: exactly one
  brand    BIGINT REFERENCES brand (id),
  attribute_value BIGINT REFERENCES attribute_value (id),
  media    BIGINT REFERENCES media (id),                  -- NULL: borrowed from the best seller
  active   BIGINT NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  rev      BIGINT NOT NULL DEFAULT 1,
  CHECK ((category IS NOT NULL AND brand IS NULL AND attribute_value IS NULL)
    OR (category IS NULL AND brand IS NOT NULL AND attribute_value IS NULL)
    OR (category IS NULL AND brand IS NULL AND attribute_value IS NOT NULL))
);
CREATE UNIQUE INDEX interest_category ON interest (category);
CREATE UNIQUE INDEX interest_brand ON interest (brand);
CREATE UNIQUE INDEX interest_attribute_value ON interest (attribute_value);
CREATE INDEX interest_media ON interest (media);

CREATE TABLE interest_text (
  interest BIGINT NOT NULL REFERENCES interest (id),
  locale   TEXT   NOT NULL,
  name     TEXT   NOT NULL, -- '': that of what it stands for
  PRIMARY KEY (interest, locale)
);

CREATE TABLE profile_like (
  subject  TEXT   NOT NULL,
  interest BIGINT NOT NULL REFERENCES interest (id),
  at_ms    BIGINT NOT NULL,
  PRIMARY KEY (subject, interest)
);
CREATE INDEX profile_like_interest ON profile_like (interest);

-- Never learned from and never suggested.
ALTER TABLE category ADD COLUMN sensitive BIGINT NOT NULL DEFAULT 0 CHECK (sensitive IN (0, 1));

-- The products of such categories, those that a rule brings into one included, as they were when last looked at: whose orders
-- and events count differently is the difference.
CREATE TABLE sensitive_product (
  product BIGINT PRIMARY KEY,
  state   BIGINT NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)) -- came, left: until all that follows is done
);

-- The model: what goes with what, made anew each night.  Its rows are written beside the old one's; one write makes it the
-- one that serves.
CREATE TABLE model (
  id         INTEGER PRIMARY KEY,
  state      TEXT   NOT NULL CHECK (state IN ('making', 'serving', 'ended')),
  why        TEXT   NOT NULL DEFAULT '', -- 'night', 'import', 'asked', 'first'
  orders     BIGINT NOT NULL DEFAULT 0,  -- learned from
  customers  BIGINT NOT NULL DEFAULT 0,
  products   BIGINT NOT NULL DEFAULT 0,
  method     TEXT   NOT NULL DEFAULT '', -- 'ease', 'ease+cosine', 'likeness'
  took_ms    BIGINT NOT NULL DEFAULT 0,
  began_ms   BIGINT NOT NULL,
  served_ms  BIGINT
);
CREATE UNIQUE INDEX model_serving ON model (state) WHERE state = 'serving';

-- The 20 to 50 neighbours of a product that weigh most: 'PRODUCT WEIGHT PRODUCT WEIGHT ...', weights in millionths, the
-- strongest first.
CREATE TABLE neighbour (
  model   BIGINT NOT NULL REFERENCES model (id),
  kind    TEXT   NOT NULL CHECK (kind IN ('cart', 'new', 'similar')), -- same basket; same customer; attributes, words, views
  product BIGINT NOT NULL,
  near    TEXT   NOT NULL,
  PRIMARY KEY (model, kind, product)
);

-- What the model knows of one product.
CREATE TABLE product_trend (
  model       BIGINT NOT NULL REFERENCES model (id),
  product     BIGINT NOT NULL,
  popular     BIGINT NOT NULL DEFAULT 0, -- orders, half-life 15 days, in thousandths
  steady      BIGINT NOT NULL DEFAULT 0, -- the same, half-life 45 days
  repeat_days BIGINT NOT NULL DEFAULT 0, -- median between two orders of one customer; 0: nobody bought twice
  repeats     BIGINT NOT NULL DEFAULT 0, -- how many such intervals
  again_bp    BIGINT NOT NULL DEFAULT 0, -- of its buyers, so many bought it again: shrunk to the share of all products
  PRIMARY KEY (model, product)
);
CREATE INDEX product_trend_popular ON product_trend (model, popular);

-- The owner's hand on a shelf.
CREATE TABLE rail (
  code   TEXT   PRIMARY KEY, -- 'for-you', 'again', 'recent', 'with', 'similar', 'addto', 'next'
  active BIGINT NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  rev    BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE rail_pick (
  rail     TEXT   NOT NULL, -- a code; '': on all
  product  BIGINT NOT NULL REFERENCES product (id),
  kind     TEXT   NOT NULL CHECK (kind IN ('pin', 'boost', 'hide')), -- first; more often; never
  position BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (rail, product)
);
CREATE INDEX rail_pick_product ON rail_pick (product);

-- What shelves do, by day and without anybody: kept when the events have gone.  arm: 'shown' or the hold-out group 'held'.
CREATE TABLE rail_day (
  day           BIGINT NOT NULL, -- YYYYMMDD of the shop's zone
  rail          TEXT   NOT NULL, -- '': all of them, in arms
  arm           TEXT   NOT NULL CHECK (arm IN ('shown', 'held')),
  subjects      BIGINT NOT NULL DEFAULT 0, -- people who had it on a page
  shown         BIGINT NOT NULL DEFAULT 0, -- pages
  clicked       BIGINT NOT NULL DEFAULT 0,
  bought        BIGINT NOT NULL DEFAULT 0, -- lines bought within 7 days of the click
  revenue_minor BIGINT NOT NULL DEFAULT 0, -- of those
  buyers        BIGINT NOT NULL DEFAULT 0, -- of '': people who ordered that day
  spent_minor   BIGINT NOT NULL DEFAULT 0, -- by them
  spent_sq      BIGINT NOT NULL DEFAULT 0, -- sum of squares, in whole currency units, at most 2^63 - 1: for the interval
  PRIMARY KEY (day, rail, arm)
);

-- What somebody has been worth to the shop and how they buy: made each night and with each order.
CREATE TABLE customer_value (
  customer      BIGINT PRIMARY KEY REFERENCES customer (id),
  last_day      BIGINT NOT NULL, -- of the last order
  orders        BIGINT NOT NULL,
  spent_minor   BIGINT NOT NULL, -- less what was paid back
  recency       BIGINT NOT NULL CHECK (recency BETWEEN 1 AND 5),   -- quintiles, 5 the best
  frequency     BIGINT NOT NULL CHECK (frequency BETWEEN 1 AND 5),
  money         BIGINT NOT NULL CHECK (money BETWEEN 1 AND 5),
  price_level   BIGINT NOT NULL CHECK (price_level BETWEEN 1 AND 5), -- of what they choose within a category
  discount_bp   BIGINT NOT NULL, -- share of units bought reduced or with a code
  category      BIGINT REFERENCES category (id), -- favourite
  category2     BIGINT REFERENCES category (id),
  at_ms         BIGINT NOT NULL
);
CREATE INDEX customer_value_category ON customer_value (category);
CREATE INDEX customer_value_category2 ON customer_value (category2);

-- Whose value and segments are to be made anew at once: after an order, a choice, an objection.  The worker takes them.
CREATE TABLE customer_stale (
  customer BIGINT PRIMARY KEY REFERENCES customer (id),
  at_ms    BIGINT NOT NULL
);

-- Where a product's price lies among those of its categories, in basis points: 0 the cheapest, 10000 the dearest.
CREATE TABLE price_place (
  product  BIGINT PRIMARY KEY REFERENCES product (id),
  place_bp BIGINT NOT NULL CHECK (place_bp BETWEEN 0 AND 10000)
);

-- Groups of customers by rules, all of which must hold.
CREATE TABLE segment (
  id         INTEGER PRIMARY KEY,
  code       TEXT   NOT NULL UNIQUE,
  name       TEXT   NOT NULL, -- the owner's
  active     BIGINT NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  created_ms BIGINT NOT NULL,
  rev        BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE segment_text (
  segment BIGINT NOT NULL REFERENCES segment (id),
  locale  TEXT   NOT NULL,
  name    TEXT   NOT NULL, -- as customers see it in their profile
  PRIMARY KEY (segment, locale)
);

CREATE TABLE segment_rule (
  id      INTEGER PRIMARY KEY,
  segment BIGINT NOT NULL REFERENCES segment (id),
  field   TEXT   NOT NULL, -- domain/segment.h
  op      TEXT   NOT NULL CHECK (op IN ('is', 'not', 'least', 'most')),
  value   BIGINT NOT NULL
);
CREATE INDEX segment_rule_segment ON segment_rule (segment);

CREATE TABLE segment_member (
  segment  BIGINT NOT NULL REFERENCES segment (id),
  customer BIGINT NOT NULL REFERENCES customer (id),
  since_ms BIGINT NOT NULL,
  PRIMARY KEY (segment, customer)
);
CREATE INDEX segment_member_customer ON segment_member (customer);

-- The home page: who sees which banner and which sections.
CREATE TABLE home_section (
  id         INTEGER PRIMARY KEY,
  kind       TEXT   NOT NULL CHECK (kind IN ('hero', 'banner', 'category', 'text')),
  segment    BIGINT REFERENCES segment (id), -- NULL: for all
  category   BIGINT REFERENCES category (id),
  media      BIGINT REFERENCES media (id),
  link       TEXT   NOT NULL DEFAULT '',
  position   BIGINT NOT NULL DEFAULT 0,
  active     BIGINT NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  starts_ms  BIGINT,
  ends_ms    BIGINT,
  rev        BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX home_section_segment ON home_section (segment);
CREATE INDEX home_section_category ON home_section (category);
CREATE INDEX home_section_media ON home_section (media);

CREATE TABLE home_section_text (
  home_section BIGINT NOT NULL REFERENCES home_section (id),
  locale       TEXT   NOT NULL,
  title        TEXT   NOT NULL DEFAULT '',
  body         TEXT   NOT NULL DEFAULT '',
  button       TEXT   NOT NULL DEFAULT '',
  PRIMARY KEY (home_section, locale)
);

-- Coupons for a segment: who is not in it is told so.
ALTER TABLE promotion ADD COLUMN segment BIGINT REFERENCES segment (id);
CREATE INDEX promotion_segment ON promotion (segment);

-- A card that was bought for somebody who had their data erased before its mail left: its buyer gets it.
ALTER TABLE gift_card ADD COLUMN to_giver BIGINT NOT NULL DEFAULT 0 CHECK (to_giver IN (0, 1));
