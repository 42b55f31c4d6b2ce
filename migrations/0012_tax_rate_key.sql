-- Tax rates are rows that the owner edits: a key of their own and a revision.

CREATE TABLE tax_rate_keyed (
  id        INTEGER PRIMARY KEY,
  tax_class TEXT   NOT NULL,
  country   TEXT   NOT NULL, -- ISO 3166 alpha-2
  from_day  BIGINT NOT NULL, -- YYYYMMDD, first day it holds
  rate_bp   BIGINT CHECK (rate_bp BETWEEN 0 AND 10000), -- NULL: outside VAT
  rev       BIGINT NOT NULL DEFAULT 1,
  UNIQUE (tax_class, country, from_day)
);
INSERT INTO tax_rate_keyed (tax_class, country, from_day, rate_bp)
  SELECT tax_class, country, from_day, rate_bp FROM tax_rate ORDER BY tax_class, country, from_day;
DROP TABLE tax_rate;
ALTER TABLE tax_rate_keyed RENAME TO tax_rate;
