-- Full-text search.  One document per product and language; SQLite's twin of 0004_search.pg.sql.
CREATE TABLE search_doc (
  id      INTEGER PRIMARY KEY,
  product BIGINT NOT NULL REFERENCES product (id),
  locale  TEXT   NOT NULL,
  UNIQUE (product, locale)
);

CREATE VIRTUAL TABLE search_fts USING fts5 (
  name, code, body,
  tokenize = 'unicode61 remove_diacritics 2',
  prefix = '2 3'
);
