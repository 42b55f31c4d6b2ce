-- What a page said at each of its revisions: an order names the terms that
-- were accepted as "PAGE.REV".  Append-only.
CREATE TABLE page_version (
  page   BIGINT NOT NULL REFERENCES page (id),
  rev    BIGINT NOT NULL,
  locale TEXT   NOT NULL,
  title  TEXT   NOT NULL,
  body   TEXT   NOT NULL,
  at_ms  BIGINT NOT NULL, -- 0: before versions were kept
  PRIMARY KEY (page, rev, locale)
);
INSERT INTO page_version (page, rev, locale, title, body, at_ms)
  SELECT p.id, p.rev, t.locale, t.title, t.body, 0
  FROM page p JOIN page_text t ON t.page = p.id;
