-- People who work in the shop, their sessions, and the traces of what they did.

CREATE TABLE staff (
  id          INTEGER PRIMARY KEY,
  email       TEXT   NOT NULL,
  email_norm  TEXT   NOT NULL UNIQUE,
  name        TEXT   NOT NULL,
  role        TEXT   NOT NULL DEFAULT 'owner' CHECK (role IN ('owner')),
  password    TEXT   NOT NULL, -- argon2id, encoded
  locale      TEXT   NOT NULL DEFAULT 'en',
  created_ms  BIGINT NOT NULL,
  archived_ms BIGINT
);

CREATE TABLE session (
  token_sha256 TEXT   PRIMARY KEY,
  kind         TEXT   NOT NULL CHECK (kind IN ('staff', 'customer')),
  subject      BIGINT NOT NULL,
  created_ms   BIGINT NOT NULL,
  seen_ms      BIGINT NOT NULL,
  expires_ms   BIGINT NOT NULL
);
CREATE INDEX session_subject ON session (kind, subject);
CREATE INDEX session_expires ON session (expires_ms);

-- Failed attempts per subject (account or network address, keyed hash) and window.
CREATE TABLE attempt (
  kind      TEXT   NOT NULL, -- 'login', 'track', 'withdraw', ...
  subject   TEXT   NOT NULL, -- HMAC, hex
  window_ms BIGINT NOT NULL, -- start of the window
  n         BIGINT NOT NULL,
  PRIMARY KEY (kind, subject, window_ms)
);

CREATE TABLE audit (
  id         INTEGER PRIMARY KEY,
  staff      BIGINT, -- NULL: a command or the program itself
  at_ms      BIGINT NOT NULL,
  entity     TEXT   NOT NULL,
  entity_id  BIGINT NOT NULL,
  action     TEXT   NOT NULL,
  before     TEXT   NOT NULL DEFAULT '', -- JSON
  after      TEXT   NOT NULL DEFAULT '', -- JSON
  request_id TEXT   NOT NULL DEFAULT ''
);
CREATE INDEX audit_entity ON audit (entity, entity_id, at_ms);

CREATE TABLE setting (
  code  TEXT   PRIMARY KEY,
  value TEXT   NOT NULL,
  rev   BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE setting_text (
  setting TEXT NOT NULL REFERENCES setting (code),
  locale  TEXT NOT NULL,
  value   TEXT NOT NULL,
  PRIMARY KEY (setting, locale)
);

-- Jobs that leave the database: mail, pictures, indexes.  At least once.
CREATE TABLE outbox (
  id             INTEGER PRIMARY KEY,
  kind           TEXT   NOT NULL,
  dedupe_key     TEXT   NOT NULL UNIQUE,
  payload        TEXT   NOT NULL, -- JSON
  run_after_ms   BIGINT NOT NULL,
  attempts       BIGINT NOT NULL DEFAULT 0,
  lease_until_ms BIGINT,
  state          TEXT   NOT NULL CHECK (state IN ('ready', 'leased', 'done', 'dead')),
  problem        TEXT   NOT NULL DEFAULT '',
  created_ms     BIGINT NOT NULL
);
CREATE INDEX outbox_due ON outbox (state, run_after_ms);
