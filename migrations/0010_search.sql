-- Search by plain words: base forms are made in C, the index holds them as they are.  SQLite's twin of the .pg.sql.
DROP TABLE search_fts;
DROP TABLE search_doc;

-- One document per product and language.  The id is language, popularity and product (domain/search_doc.h): the most
-- bought stand first, so that the best candidates are found without ranking all.
CREATE TABLE search_doc (
  id      INTEGER PRIMARY KEY,
  product BIGINT NOT NULL REFERENCES product (id),
  locale  TEXT   NOT NULL,
  UNIQUE (product, locale)
);

CREATE VIRTUAL TABLE search_fts USING fts5 (
  name, more, body,
  tokenize = 'unicode61 remove_diacritics 0'
);

-- Products whose documents are out of date; the worker makes them anew.
CREATE TABLE search_stale (
  product BIGINT PRIMARY KEY REFERENCES product (id)
);

-- What the documents were made by, and how far they have been made anew since.
CREATE TABLE search_state (
  id           INTEGER PRIMARY KEY,
  version      TEXT   NOT NULL DEFAULT '',
  done_product BIGINT NOT NULL DEFAULT 0,
  synonym_rev  BIGINT NOT NULL DEFAULT 0 -- moves when the owner changes a synonym
);
INSERT INTO search_state (id) VALUES (1);

-- The shop's own words: what a misspelt one is compared with.
CREATE TABLE search_word (
  id     INTEGER PRIMARY KEY,
  locale TEXT   NOT NULL,
  plain  TEXT   NOT NULL, -- folded: 'kengat'
  shown  TEXT   NOT NULL, -- 'kengät'
  stem   TEXT   NOT NULL, -- a word of the index: 'kenka'
  weight BIGINT NOT NULL, -- 3 in a name, 2 in an attribute, 1 in a text
  UNIQUE (locale, plain)
);
CREATE INDEX search_word_weight ON search_word (locale, weight);

-- What the owner lets stand for each other.
CREATE TABLE synonym (
  id          INTEGER PRIMARY KEY,
  locale      TEXT   NOT NULL,
  term        TEXT   NOT NULL, -- as typed by customers
  means       TEXT   NOT NULL, -- as written in the shop
  both_ways   BIGINT NOT NULL DEFAULT 1 CHECK (both_ways IN (0, 1)),
  archived_ms BIGINT,
  rev         BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX synonym_locale ON synonym (locale, term);

-- What was searched, per day, without who.  results: the last count; missed: how often nothing was found.
CREATE TABLE search_log (
  day     BIGINT NOT NULL, -- YYYYMMDD
  locale  TEXT   NOT NULL,
  query   TEXT   NOT NULL, -- trimmed, in small letters
  times   BIGINT NOT NULL,
  missed  BIGINT NOT NULL,
  results BIGINT NOT NULL,
  PRIMARY KEY (day, locale, query)
);

-- Irregular forms that the stemmers miss, and words that customers use for each other.
INSERT INTO synonym (locale, term, means, both_ways) VALUES
  ('sv', 'skor', 'sko', 1),
  ('sv', 'skorna', 'sko', 1),
  ('sv', 'böcker', 'bok', 1),
  ('sv', 'böckerna', 'bok', 1),
  ('sv', 'möss', 'mus', 1),
  ('sv', 'händer', 'hand', 1),
  ('sv', 'fötter', 'fot', 1),
  ('sv', 'nätter', 'natt', 1),
  ('sv', 'tänder', 'tand', 1),
  ('sv', 'stövlar', 'stövel', 1),
  ('sv', 'nycklar', 'nyckel', 1),
  ('sv', 'städer', 'stad', 1),
  ('sv', 'bröder', 'bror', 1),
  ('sv', 'kittlar', 'kittel', 1),
  ('sv', 'gafflar', 'gaffel', 1),
  ('sv', 'gäss', 'gås', 1),
  ('sv', 'lampan', 'lampa', 1),
  ('sv', 'muggen', 'mugg', 1),
  ('sv', 'saxar', 'sax', 1),
  ('sv', 'fjädrar', 'fjäder', 1),
  ('sv', 'vantar', 'vante', 1),
  ('sv', 'handskar', 'handske', 1),
  ('sv', 'mössor', 'mössa', 1),
  ('sv', 'pläd', 'filt', 1),
  ('sv', 'mugg', 'kopp', 1),
  ('sv', 'kruka', 'blomkruka', 1),
  ('sv', 'lykta', 'lanterna', 1),
  ('sv', 'kastrull', 'gryta', 1),
  ('sv', 'fat', 'tallrik', 1),
  ('sv', 'kudde', 'dyna', 1),
  ('sv', 'ljushållare', 'ljusstake', 1),
  ('sv', 'klocka', 'ur', 1),
  ('sv', 'tekanna', 'kittel', 1),
  ('sv', 'vattenkokare', 'kittel', 1),
  ('sv', 'strumpor', 'sockor', 1),
  ('sv', 'ylle', 'ull', 1),
  ('sv', 'tröja', 'jumper', 1),
  ('sv', 'sked', 'slev', 1),
  ('sv', 'tillbringare', 'karaff', 1),
  ('sv', 'karott', 'skål', 1),
  ('sv', 'frottéhandduk', 'handduk', 1),
  ('sv', 'skål', 'bunke', 1),
  ('sv', 'lampa', 'belysning', 1),
  ('en', 'knives', 'knife', 1),
  ('en', 'shelves', 'shelf', 1),
  ('en', 'scarves', 'scarf', 1),
  ('en', 'mice', 'mouse', 1),
  ('en', 'children', 'child', 1),
  ('en', 'feet', 'foot', 1),
  ('en', 'leaves', 'leaf', 1),
  ('en', 'loaves', 'loaf', 1),
  ('en', 'wolves', 'wolf', 1),
  ('en', 'men', 'man', 1),
  ('en', 'women', 'woman', 1),
  ('en', 'teeth', 'tooth', 1),
  ('en', 'wooden', 'wood', 1),
  ('en', 'woollen', 'wool', 1),
  ('en', 'woolen', 'wool', 1),
  ('en', 'mug', 'cup', 1),
  ('en', 'blanket', 'throw', 1),
  ('en', 'cushion', 'pillow', 1),
  ('en', 'lamp', 'light', 1),
  ('en', 'casserole', 'pot', 1),
  ('en', 'planter', 'plant pot', 1),
  ('en', 'flower pot', 'plant pot', 1),
  ('en', 'flowerpot', 'plant pot', 1),
  ('en', 'skillet', 'frying pan', 1),
  ('en', 'teapot', 'kettle', 1),
  ('en', 'napkin', 'serviette', 1),
  ('en', 'candlestick', 'candle holder', 1),
  ('en', 'tray', 'platter', 1),
  ('en', 'canister', 'jar', 1),
  ('en', 'jug', 'carafe', 1),
  ('en', 'pitcher', 'carafe', 1),
  ('en', 'decanter', 'carafe', 1),
  ('en', 'tumbler', 'glass', 1),
  ('en', 'rug', 'mat', 1),
  ('en', 'colour', 'color', 1),
  ('en', 'grey', 'gray', 1),
  ('en', 'jewellery', 'jewelry', 1),
  ('en', 'jumper', 'sweater', 1),
  ('en', 'sock', 'stocking', 1),
  ('en', 'chopping board', 'cutting board', 1),
  ('en', 'watch', 'clock', 1),
  ('en', 'oven glove', 'pot holder', 1),
  ('en', 'pepper grinder', 'pepper mill', 1),
  ('en', 'dish', 'bowl', 1),
  ('en', 'crockery', 'stoneware', 1),
  ('en', 'ladle', 'spoon', 1),
  ('en', 'container', 'jar', 1),
  ('fi', 'kuppi', 'muki', 1),
  ('fi', 'viltti', 'peitto', 1),
  ('fi', 'huopa', 'torkkupeitto', 1),
  ('fi', 'lamppu', 'valaisin', 1),
  ('fi', 'kasari', 'pata', 1),
  ('fi', 'kattila', 'pata', 1),
  ('fi', 'lautasliina', 'servetti', 1),
  ('fi', 'kynttilänpidike', 'kynttilänjalka', 1),
  ('fi', 'kukkaruukku', 'ruukku', 1),
  ('fi', 'kannu', 'karahvi', 1),
  ('fi', 'palli', 'jakkara', 1),
  ('fi', 'tölkki', 'purkki', 1),
  ('fi', 'patakinnas', 'patalappu', 1),
  ('fi', 'räsymatto', 'matto', 1),
  ('fi', 'juomalasi', 'lasi', 1),
  ('fi', 'teekannu', 'pannu', 1),
  ('fi', 'taulu', 'juliste', 1),
  ('fi', 'pipo', 'myssy', 1),
  ('fi', 'hanska', 'käsine', 1),
  ('fi', 'villainen', 'villa', 1);
