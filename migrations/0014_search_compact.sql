-- A smaller index that is asked faster: which column a word is in, not where; words are plain letters and digits, so
-- that ASCII rules cut them only at blanks.  The documents are made anew.  SQLite's twin of the .pg.sql.
DROP TABLE search_fts;
CREATE VIRTUAL TABLE search_fts USING fts5 (
  name, more, body,
  tokenize = 'ascii', detail = column, columnsize = 0
);

-- What the product is called, as product_text.name_sort: names are compared without reading products.
ALTER TABLE search_doc ADD COLUMN name TEXT NOT NULL DEFAULT '';

UPDATE search_state SET version = '', done_product = 0;
