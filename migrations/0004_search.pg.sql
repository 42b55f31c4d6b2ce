-- Full-text search.  One document per product and language; PostgreSQL's twin of 0004_search.sql.
CREATE TABLE search_doc (
  id      INTEGER PRIMARY KEY,
  product BIGINT NOT NULL REFERENCES product (id),
  locale  TEXT   NOT NULL,
  UNIQUE (product, locale)
);

CREATE TABLE search_fts (
  id   BIGINT   PRIMARY KEY REFERENCES search_doc (id),
  text TSVECTOR NOT NULL
);
CREATE INDEX search_fts_text ON search_fts USING gin (text);
