-- Imports of the owner's: uploaded, looked through, applied in the background.
-- The files lie in DIR/upload/import-ID.csv and .zip until the run has ended, a day at most.
CREATE TABLE import_run (
  id         INTEGER PRIMARY KEY,
  state      TEXT   NOT NULL CHECK (state IN ('checking', 'checked', 'wrong', 'applying', 'done', 'failed')),
  format     TEXT   NOT NULL CHECK (format IN ('puoti', 'shopify', 'woocommerce')),
  locale     TEXT   NOT NULL, -- of the file's texts
  filename   TEXT   NOT NULL, -- as the browser said
  zip        BIGINT NOT NULL DEFAULT 0 CHECK (zip IN (0, 1)), -- pictures came with it
  maps       TEXT   NOT NULL DEFAULT '', -- "Their header=Our column", one a line
  report     TEXT   NOT NULL DEFAULT '',
  products   BIGINT NOT NULL DEFAULT 0,
  warnings   BIGINT NOT NULL DEFAULT 0,
  errors     BIGINT NOT NULL DEFAULT 0,
  ignored    TEXT   NOT NULL DEFAULT '', -- columns that nobody used
  staff      BIGINT,
  created_ms BIGINT NOT NULL,
  ended_ms   BIGINT
);
