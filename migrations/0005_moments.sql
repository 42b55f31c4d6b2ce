-- The next moment when the catalogue changes by the clock: one step into each.
CREATE INDEX price_from ON price (from_ms);
CREATE INDEX price_to ON price (to_ms) WHERE to_ms IS NOT NULL;
CREATE INDEX product_publish_from ON product (publish_from_ms) WHERE publish_from_ms IS NOT NULL;
CREATE INDEX product_publish_to ON product (publish_to_ms) WHERE publish_to_ms IS NOT NULL;
