#include "domain/setting.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "lib/db.h"
#include "lib/err.h"

/* A way to pay: is it on, from and up to how much (0: any), its own words. */
#define PAY_WAY(code, on)                                  \
	{"pay." code, SETTING_BOOL, on},                   \
		{"pay." code ".min", SETTING_MONEY, "0"},  \
		{"pay." code ".max", SETTING_MONEY, "0"},  \
		{"pay." code ".label", SETTING_LOCAL, ""}, \
	{                                                  \
		"pay." code ".help", SETTING_LOCAL, ""     \
	}

const struct setting_def setting_defs[] = {
	{"shop.name", SETTING_TEXT, "Puoti"},
	{"shop.company", SETTING_TEXT, ""},
	{"shop.business_id", SETTING_TEXT, ""},
	{"shop.vat_id", SETTING_TEXT, ""}, /* "" Finnish: of the business id */
	{"shop.street", SETTING_TEXT, ""},
	{"shop.postal", SETTING_TEXT, ""},
	{"shop.city", SETTING_TEXT, ""},
	{"shop.country", SETTING_TEXT, "FI"},
	{"shop.currency", SETTING_TEXT, "EUR"},
	{"shop.phone", SETTING_TEXT, ""},
	{"shop.email", SETTING_TEXT, ""},       /* customers write here */
	{"shop.sender", SETTING_TEXT, ""},      /* From of the mails */
	{"shop.owner_email", SETTING_TEXT, ""}, /* told of each order */
	{"shop.iban", SETTING_TEXT, ""},
	{"shop.bic", SETTING_TEXT, ""},
	{"shop.hours", SETTING_LOCAL, ""},  /* "Mon-Fri 9-17" */
	{"shop.pickup", SETTING_LOCAL, ""}, /* name of the pickup place */
	{"shop.closed", SETTING_BOOL, "0"},
	{"shop.closed_text", SETTING_LOCAL, ""},
	{"carrier.pakettikauppa", SETTING_BOOL, "0"},
	{"carrier.pakettikauppa.url", SETTING_TEXT,
		"https://api.pakettikauppa.fi"},
	{"delivery.promise", SETTING_LOCAL, ""},   /* "With you in 2-4 days" */
	{"gift_card.months", SETTING_INT, "36"},   /* 0: for ever */
	{"codes.tries", SETTING_INT, "10"},        /* wrong codes an hour */
	{"returns.days", SETTING_INT, "30"},       /* own promise; 0: none */
	{"returns.who", SETTING_TEXT, "customer"}, /* who pays; "shop" */
	{"returns.label", SETTING_LOCAL, ""},      /* how to send things back */
	{"returns.code", SETTING_TEXT, ""},        /* the carrier's, for all */
	{"returns.address", SETTING_TEXT, ""},     /* "" the shop's */
	{"home.title", SETTING_LOCAL, ""},
	{"home.text", SETTING_LOCAL, ""},
	{"home.button", SETTING_LOCAL, ""},
	{"home.link", SETTING_TEXT,
		""}, /* path, or '' for the first category */
	{"home.picture", SETTING_TEXT, ""}, /* media id */
	{"shop.notice", SETTING_LOCAL, ""}, /* the slim line at the top */
	{"shop.about", SETTING_LOCAL, ""},  /* description for search engines */
	{"personal.lists", SETTING_BOOL, "1"},     /* "For you" comes first */
	{"catalogue.ready", SETTING_TEXT, "warn"}, /* ready.h: off, block */
	/* Ways to pay, in the order in which buyers see them. */
	{"pay.order", SETTING_TEXT,
		"transfer paytrail stripe demo_card invoice on_pickup"},
	PAY_WAY("transfer", "1"),
	PAY_WAY("invoice", "0"),
	{"pay.invoice.business", SETTING_BOOL, "1"}, /* for companies alone */
	{"pay.invoice.days", SETTING_INT, "14"},     /* until it is due */
	PAY_WAY("on_pickup", "0"),
	PAY_WAY("demo_card", "1"), /* only where the operator runs a demo */
	PAY_WAY("paytrail", "0"),
	{"pay.paytrail.live", SETTING_BOOL, "0"}, /* 0: Paytrail's test shop */
	{"pay.paytrail.account", SETTING_TEXT, ""},
	{"pay.paytrail.cards", SETTING_BOOL,
		"0"}, /* customers may save cards */
	PAY_WAY("stripe", "0"),
	{"pay.stripe.live", SETTING_BOOL, "0"}, /* 0: keys of the test mode */
	/* How long goods are held for an order that is not paid. */
	{"pay.reminder", SETTING_INT, "4"},   /* days before; 0: never */
	{"hold.transfer", SETTING_INT, "14"}, /* days */
	{"hold.card", SETTING_INT, "2"},      /* hours: paid on a web page */
	{"hold.pickup", SETTING_INT, "7"},    /* days: paid when fetched */
	{"tax.oss", SETTING_BOOL, "0"}, /* the buyer's country's VAT (EU) */
	/* What buyers say, and what visitors ask. */
	{"reviews.moderate", SETTING_BOOL, "1"},  /* read before they show */
	{"reviews.after_days", SETTING_INT, "7"}, /* sent, and nobody tells */
	{"reviews.tell", SETTING_BOOL, "1"},      /* the owner, by mail */
	/* Suggestions. */
	{"personal.holdout", SETTING_INT, "5"}, /* percent who get none */
	/* What the head says to customers (greeting.h); '': own words. */
	{"greeting.on", SETTING_BOOL, "1"},
	{"greeting.new", SETTING_LOCAL, ""},
	{"greeting.formal", SETTING_LOCAL, ""},
	{"greeting.warm", SETTING_LOCAL, ""},
	{"greeting.friend", SETTING_LOCAL, ""},
	{"greeting.birthday", SETTING_LOCAL, ""},
	/* Questions about interests (interest.h); '': own words. */
	{"interest.on", SETTING_BOOL, "1"},
	{"interest.question1", SETTING_LOCAL, ""},
	{"interest.question2", SETTING_LOCAL, ""},
	{"interest.question3", SETTING_LOCAL, ""},
	{"interest.question4", SETTING_LOCAL, ""},
	/* How long what is kept is kept (person_retain.c). */
	{"retention.unconfirmed", SETTING_INT, "30"}, /* days */
	{"retention.inactive", SETTING_INT, "36"},    /* months */
	{"retention.carts", SETTING_INT, "60"},       /* days */
	{"retention.lists", SETTING_INT, "365"},      /* days */
	{"retention.alerts", SETTING_INT, "90"},      /* days */
	{"retention.waiting", SETTING_INT, "365"},    /* days */
	{"retention.letters", SETTING_INT, "30"},     /* days */
	{"retention.questions", SETTING_INT, "365"},  /* days */
	{"retention.returns", SETTING_INT, "36"},     /* months */
	{"retention.unpaid", SETTING_INT, "12"},      /* months */
	{"retention.consents", SETTING_INT, "36"},    /* months */
	{"retention.events", SETTING_INT, "90"},      /* days */
	{"retention.jobs", SETTING_INT, "90"},        /* days */
	{"retention.audit", SETTING_INT, "24"},       /* months */
	{"limit.orders_network", SETTING_INT, "30"},  /* in an hour */
	{"limit.orders_email", SETTING_INT, "10"},
	{"limit.orders_cart", SETTING_INT, "10"},
	{"limit.reviews", SETTING_INT, "20"},
	{"limit.questions", SETTING_INT, "10"},
	{"limit.votes", SETTING_INT, "60"},
	{NULL, SETTING_TEXT, NULL},
};

enum { DEFS = sizeof(setting_defs) / sizeof(setting_defs[0]) - 1, LOCALES = 4 };

/* All values of this process, while version is the catalogue's. */
static struct {
	int64_t version;
	struct arena *arena; /* their own: it outlives the request */
	const char *value[DEFS];
	const char *local[DEFS][LOCALES];
	char locale[LOCALES][4];
} kept = {.version = -1};

static int def_compare(const void *a, const void *b)
{
	const uint8_t *x = a, *y = b;
	return strcmp(setting_defs[*x].code, setting_defs[*y].code);
}

static bool def_known(const char *code, size_t *i)
{
	static uint8_t sorted[DEFS]; /* numbers of defs, by code */
	static bool made;
	_Static_assert(DEFS <= UINT8_MAX, "too many settings for a byte");
	for (size_t k = 0; !made && k < DEFS; k++)
		sorted[k] = (uint8_t)k;
	if (!made)
		qsort(sorted, DEFS, sizeof(*sorted), def_compare);
	made = true;
	size_t low = 0, high = DEFS;
	while (low < high) {
		size_t mid = (low + high) / 2;
		int order = strcmp(setting_defs[sorted[mid]].code, code);
		*i = sorted[mid];
		if (order == 0)
			return true;
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return false;
}

static size_t def_index(const char *code)
{
	size_t i = 0;
	bool known = def_known(code, &i);
	assert(known);
	(void)known;
	return i;
}

static void forget(void)
{
	struct arena *arena = kept.arena;
	if (arena)
		arena_clear(arena);
	memset(&kept, 0, sizeof(kept));
	kept.arena = arena;
	kept.version = -1;
}

static int locale_slot(const char *locale)
{
	for (int l = 0; l < LOCALES; l++) {
		if (!kept.locale[l][0]) {
			memccpy(kept.locale[l], locale, 0, 3);
			return l;
		}
		if (strcmp(kept.locale[l], locale) == 0)
			return l;
	}
	return -1;
}

static int load_plain(struct cx *cx)
{
	struct db_stmt *q = DB_SQL(cx->db, "SELECT code, value FROM setting");
	int rc;
	while ((rc = db_step(q)) > 0) {
		const char *code = db_next_text(q, cx->arena);
		const char *value = db_next_text(q, cx->arena);
		size_t i;
		if (def_known(code, &i) && !kept.value[i])
			kept.value[i] = arena_strdup(kept.arena, value);
	}
	db_done(q);
	return rc;
}

static int load_local(struct cx *cx)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT setting, locale, value FROM setting_text");
	int rc;
	while ((rc = db_step(q)) > 0) {
		const char *code = db_next_text(q, cx->arena);
		int l = locale_slot(db_next_text(q, cx->arena));
		const char *value = db_next_text(q, cx->arena);
		size_t i;
		if (l >= 0 && def_known(code, &i) && !kept.local[i][l])
			kept.local[i][l] = arena_strdup(kept.arena, value);
	}
	db_done(q);
	return rc;
}

int setting_use(struct cx *cx, int64_t version)
{
	if (version == kept.version && version >= 0)
		return OK;
	forget();
	if (version < 0)
		return OK;
	if (!kept.arena)
		kept.arena = arena_new();
	int rc = load_plain(cx);
	if (rc == OK)
		rc = load_local(cx);
	if (rc == OK)
		kept.version = version;
	else
		forget();
	return rc;
}

int64_t setting_version(void)
{
	return kept.version;
}

int setting_check(struct cx *cx)
{
	int64_t version = -1;
	if (kept.version < 0)
		return OK;
	int rc = catalogue_version(cx, &version);
	if (rc == OK && version != kept.version)
		kept.version = -1; /* its texts may still be in use */
	return rc;
}

/* The row's value or NULL; locale NULL: of a plain one. */
static const char *ask(struct cx *cx, const char *code, const char *locale)
{
	struct db_stmt *q =
		locale ? DB_SQL(cx->db,
				 "SELECT value FROM setting_text"
				 " WHERE setting = :code AND locale = :locale")
		       : DB_SQL(cx->db,
				 "SELECT value FROM setting WHERE code = :code");
	db_bind_text(q, ":code", code);
	if (locale)
		db_bind_text(q, ":locale", locale);
	const char *v = NULL;
	if (db_one(q) == OK)
		v = db_next_text(q, cx->arena);
	db_done(q);
	return v;
}

static const char *local_value(
	struct cx *cx, size_t i, const char *code, const char *locale)
{
	if (kept.version < 0)
		return ask(cx, code, locale);
	for (int l = 0; l < LOCALES && kept.locale[l][0]; l++)
		if (strcmp(kept.locale[l], locale) == 0)
			return kept.local[i][l];
	return NULL;
}

const char *setting_get_in(struct cx *cx, const char *code, const char *locale)
{
	const char *v = local_value(cx, def_index(code), code, locale);
	return v ? v : "";
}

const char *setting_get(struct cx *cx, const char *code)
{
	size_t i = def_index(code);
	const char *v;
	if (setting_defs[i].kind == SETTING_LOCAL) {
		v = local_value(cx, i, code, cx->locale);
		if (!v || !*v)
			v = local_value(cx, i, code, cx->root);
	} else {
		v = kept.version < 0 ? ask(cx, code, NULL) : kept.value[i];
	}
	return v ? v : setting_defs[i].value;
}

int64_t setting_int(struct cx *cx, const char *code)
{
	return strtoll(setting_get(cx, code), NULL, 10);
}

bool setting_bool(struct cx *cx, const char *code)
{
	return setting_int(cx, code) != 0;
}

static int write_plain(struct cx *cx, const char *code, const char *value)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO setting (code, value) VALUES (:code, :value)"
		" ON CONFLICT (code) DO UPDATE"
		" SET value = excluded.value, rev = setting.rev + 1");
	db_bind_text(q, ":code", code);
	db_bind_text(q, ":value", value);
	return db_exec(q, NULL);
}

static int write_local(
	struct cx *cx, const char *code, const char *locale, const char *value)
{
	/* The row that setting_text refers to. */
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO setting (code, value) VALUES (:code, '')"
		" ON CONFLICT (code) DO UPDATE SET rev = setting.rev + 1");
	db_bind_text(q, ":code", code);
	int rc = db_exec(q, NULL);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db, "INSERT INTO setting_text (setting, locale, value)"
			   " VALUES (:code, :locale, :value)"
			   " ON CONFLICT (setting, locale) DO UPDATE"
			   " SET value = excluded.value");
	db_bind_text(q, ":code", code);
	db_bind_text(q, ":locale", locale);
	db_bind_text(q, ":value", value);
	return db_exec(q, NULL);
}

int setting_set(
	struct cx *cx, const char *code, const char *locale, const char *value)
{
	size_t i = def_index(code);
	assert((setting_defs[i].kind == SETTING_LOCAL) == (locale != NULL));

	const char *before = ask(cx, code, locale);
	if (strcmp(before    ? before
		    : locale ? ""
			     : setting_defs[i].value,
		    value) == 0)
		return OK;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = locale ? write_local(cx, code, locale, value)
		    : write_plain(cx, code, value);
	if (rc == OK)
		rc = audit_add(cx, "setting", (int64_t)i, code, before, value);
	if (rc == OK)
		rc = catalogue_touch(cx);
	rc = db_end(cx->db, rc);
	if (rc == OK)
		kept.version = -1; /* its texts may still be in use */
	return rc;
}
