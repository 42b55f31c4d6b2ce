-- What lists, sorts, counts and facets need of a product, computed: so that none of them asks every price and shelf.

CREATE TABLE listing (
  product     BIGINT PRIMARY KEY REFERENCES product (id),
  langs       BIGINT NOT NULL, -- one bit a language that shows it; 0: not on sale
  price_minor BIGINT NOT NULL, -- of the cheapest variant that can be bought, as its card says
  percent_off BIGINT NOT NULL, -- of that price
  reduced     BIGINT NOT NULL CHECK (reduced IN (0, 1)),
  available   BIGINT NOT NULL CHECK (available IN (0, 1)), -- can be bought, backorders included
  in_stock    BIGINT NOT NULL CHECK (in_stock IN (0, 1)),  -- on the shelf now
  sold_qty    BIGINT NOT NULL,
  since_ms    BIGINT NOT NULL, -- new from then on
  until_ms    BIGINT,          -- the clock changes this row then
  seq         BIGINT NOT NULL UNIQUE -- grows with each change: who has seen up to n asks for what is above n
);
CREATE INDEX listing_until ON listing (until_ms);
CREATE INDEX listing_since ON listing (since_ms);

-- Rows to compute anew before the transaction ends.
CREATE TABLE listing_dirty (
  product BIGINT PRIMARY KEY
);
INSERT INTO listing_dirty (product) SELECT id FROM product;
INSERT INTO counter (series, last) VALUES ('listing', 0);
