-- What the product is called, as product_text.name_sort: names are compared without reading products.  PostgreSQL's twin
-- of the .sql, which makes its index smaller as well.
ALTER TABLE search_doc ADD COLUMN name TEXT NOT NULL DEFAULT '';

UPDATE search_state SET version = '', done_product = 0;
