-- What was in the set that was bought: the packer's list, in the buyer's language.
CREATE TABLE order_part (
  order_line BIGINT NOT NULL REFERENCES order_line (id),
  position   BIGINT NOT NULL,
  variant    BIGINT NOT NULL REFERENCES variant (id),
  sku        TEXT   NOT NULL,
  name       TEXT   NOT NULL,
  options    TEXT   NOT NULL DEFAULT '',
  qty        BIGINT NOT NULL CHECK (qty > 0), -- in all of the line's sets
  PRIMARY KEY (order_line, position)
);
CREATE INDEX order_part_variant ON order_part (variant);
