/* puoti demo: the demo shop, made once. */
#include "cli/demo.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "domain/media.h"
#include "domain/model.h"
#include "domain/origin.h"
#include "domain/outbox.h"
#include "domain/setting.h"
#include "domain/staff.h"
#include "domain/text_page.h"
#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/fts.h"
#include "lib/tr.h"

static const char text[] =
	"Usage: puoti --data DIR demo [--empty] [--products N]\n\n"
	"Makes the demo shop in DIR, once: products, pages, past orders, and\n"
	"an owner whose address and password it writes to DIR/owner.txt.\n\n"
	"  --empty       no products and no orders\n"
	"  --products N  made-up products as well, until there are N of them:\n"
	"                what a large shop feels like\n";

enum { MANY_MAX = 1000000 };

static const char owner_email[] = "owner@poukama.example";

json_t *demo_json(const struct demo *d, const char *name)
{
	json_error_t why;
	json_t *j = json_load_file(
		arena_printf(d->cx->arena, "%s/%s", d->dir, name),
		JSON_REJECT_DUPLICATES, &why);
	if (!j)
		cli_fail("demo", "%s, line %d: %s", name, why.line, why.text);
	return j;
}

const char *demo_str(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));
	return s ? s : "";
}

const char *demo_text(const json_t *o, const char *locale)
{
	return demo_str(o, locale);
}

/* ---- settings and pages ---- */

static int set_all(struct demo *d, const json_t *settings)
{
	const char *code;
	json_t *value;
	json_object_foreach((json_t *)settings, code, value)
	{
		int rc = OK;
		if (json_is_string(value))
			rc = setting_set(
				d->cx, code, NULL, json_string_value(value));
		for (size_t i = 0;
			json_is_object(value) && rc == OK && tr_langs[i].code;
			i++)
			rc = setting_set(d->cx, code, tr_langs[i].code,
				demo_text(value, tr_langs[i].code));
		if (rc < 0)
			return rc;
	}
	return OK;
}

static int hero(struct demo *d)
{
	static const char *const alt[][2] = {
		{"en", "A wooden table in low morning light: a speckled vase "
		       "with willow, stacked bowls, a mug and two candles."},
		{"fi", "Puupöytä matalassa aamuvalossa: täplikäs maljakko ja "
		       "pajunoksia, pinottuja kulhoja, muki ja kaksi "
		       "kynttilää."},
		{"sv", "Ett träbord i lågt morgonljus: en prickig vas med "
		       "videkvistar, staplade skålar, en mugg och två ljus."},
	};
	int64_t media;
	int rc = demo_picture(d, "home", "640 960 1600", 1600, 900, &media);
	if (rc == OK && !media)
		return OK;
	for (size_t i = 0; i < 3 && rc == OK; i++)
		rc = media_set_alt(d->cx, media, alt[i][0], alt[i][1]);
	if (rc == OK)
		rc = setting_set(d->cx, "home.picture", NULL,
			arena_printf(d->cx->arena, "%lld", (long long)media));
	return rc;
}

/* A page's Markdown without its first heading, which is a column. */
static const char *page_body(struct demo *d, const char *file)
{
	const char *path = arena_printf(
		d->cx->arena, "%s/pages/%s", d->dir, file);
	struct buf b = {0};
	FILE *f = fopen(path, "re");
	if (!f) {
		cli_fail("demo", "%s: %s", path, strerror(errno));
		return NULL;
	}
	size_t n = 1;
	while (n > 0) {
		n = fread(buf_room(&b, 8192), 1, 8192, f);
		b.len += n;
	}
	fclose(f);
	const char *body = arena_strndup(d->cx->arena, b.p, b.len);
	buf_release(&b);
	if (!strncmp(body, "# ", 2))
		body += strcspn(body, "\n");
	return body + strspn(body, "\n");
}

static int page_make(struct demo *d, const json_t *page)
{
	static const char *const roles[] = {
		"terms", "privacy", "delivery", "accessibility"};
	struct text_page_words words[TR_LANGS];
	const char *slug = demo_str(page, "slug"), *role = "";
	size_t n = 0;
	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles); i++)
		if (!strcmp(roles[i], slug))
			role = roles[i];
	for (size_t i = 0; tr_langs[i].code; i++) {
		const json_t *t = json_object_get(
			json_object_get(page, "text"), tr_langs[i].code);
		if (!t)
			continue;
		words[n].locale = tr_langs[i].code;
		words[n].title = demo_str(t, "title");
		words[n].slug = demo_str(t, "slug");
		words[n].body = page_body(d, demo_str(t, "file"));
		if (!words[n++].body)
			return ERR_INVALID;
	}
	int64_t id = 0;
	return text_page_save(d->cx, &id, 0, role, words, n);
}

static int pages_make(struct demo *d, const json_t *pages)
{
	size_t i;
	json_t *page;
	int rc = OK;
	json_array_foreach((json_t *)pages, i, page)
	{
		if (rc == OK)
			rc = page_make(d, page);
	}
	return rc;
}

/* ---- the owner ---- */

static int owner_make(struct cx *cx, const char *password)
{
	int64_t id;
	return staff_add(cx, owner_email, "Poukama", password, &id);
}

/* The last thing written: it says that the demo is whole. */
static bool owner_write(const struct conf *conf, const char *password)
{
	const char *path = conf_path(conf, "owner.txt");
	const char *temp = conf_path(conf, "owner.txt.new");
	int fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	bool ok = dprintf(fd, "%s\n%s\n", owner_email, password) > 0 &&
		  fsync(fd) == 0;
	ok = close(fd) == 0 && ok;
	return ok && rename(temp, path) == 0;
}

/* ---- the whole ---- */

struct parts {
	json_t *settings, *pages, *catalogue;
};

typedef int step_fn(struct demo *d);

static int steps_do(struct demo *d, step_fn *const *steps)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && steps[i]; i++)
		rc = steps[i](d);
	return rc;
}

static int make_all(
	struct demo *d, const struct parts *p, bool empty, const char *password)
{
	static step_fn *const past[] = {demo_people_accounts, demo_orders,
		demo_said, demo_second_store, demo_promotions, NULL};
	static step_fn *const now_known[] = {demo_interests, demo_people_did,
		demo_shelves, demo_segments, NULL};
	int64_t now = d->cx->now;
	d->cx->now = d->today_ms - DEMO_DAYS * MS_DAY;
	int rc = set_all(d, p->settings);
	if (rc == OK)
		rc = hero(d);
	if (rc == OK)
		rc = pages_make(d, p->pages);
	if (rc == OK)
		rc = demo_delivery(d);
	if (rc == OK && !empty)
		rc = demo_catalogue(d, p->catalogue);
	if (rc == OK)
		rc = owner_make(d->cx, password);
	if (rc == OK && !empty)
		rc = steps_do(d, past);
	if (rc == OK)
		rc = outbox_skip(d->cx, "mail");
	d->cx->now = now;
	if (rc == OK && !empty)
		rc = steps_do(d, now_known);
	if (rc == OK)
		rc = origin_keep(d->cx, "demo", "shop", "shop", 1, "");
	return rc;
}

static int make(struct demo *d, bool empty, const char *password)
{
	struct parts p = {demo_json(d, "settings.json"),
		demo_json(d, "pages/pages.json"),
		demo_json(d, "catalogue.json")};
	d->orders = demo_json(d, "orders.json");
	int rc = ERR_INVALID;
	if (p.settings && p.pages && p.catalogue && d->orders)
		rc = empty ? OK : demo_people_plan(d, p.catalogue);
	if (rc == OK) {
		demo_orders_count(d);
		rc = db_begin(d->cx->db);
		if (rc == OK)
			rc = db_end(
				d->cx->db, make_all(d, &p, empty, password));
	}
	json_decref(p.settings);
	json_decref(p.pages);
	json_decref(p.catalogue);
	json_decref(d->orders);
	json_decref(d->people);
	json_decref(d->sold);
	return rc;
}

/* Made before, and only owner.txt was not written: a new password then. */
static int owner_again(struct cx *cx, const char *password)
{
	int64_t id;
	int rc = staff_find(cx, owner_email, &id);
	return rc == OK ? staff_set_password(cx, id, password) : rc;
}

static struct demo demo_of(struct cli_shop *shop)
{
	return (struct demo){.cx = &shop->cx,
		.conf = &shop->conf,
		.dir = cli_share(&shop->conf, "demo"),
		.today_ms = clock_next_midnight(shop->cx.now) - MS_DAY};
}

/* The check for easy passwords refuses one random one in fifty, too. */
static const char *password_make(struct arena *a)
{
	const char *password;
	do
		password = crypt_token(a);
	while (password_is_common(password));
	return password;
}

static int run(struct cli_shop *shop, bool empty)
{
	struct cx *cx = &shop->cx;
	shop->conf.demo = true; /* its orders are paid by the play card */
	const char *password = password_make(cx->arena), *digest;
	struct demo d = demo_of(shop);
	int64_t made;
	int rc = origin_find(cx, "demo", "shop", &made, &digest);
	if (rc == OK)
		rc = made ? owner_again(cx, password)
			  : make(&d, empty, password);
	if (rc == OK && !empty && !made)
		rc = model_make(cx, "first");
	if (rc < 0)
		return cli_fail("demo", "the demo shop could not be made");
	if (!owner_write(&shop->conf, password))
		return cli_fail("demo", "owner.txt cannot be written");
	printf("The demo shop is in %s; its owner's login in owner.txt.\n",
		shop->conf.dir);
	return 0;
}

static int run_many(struct cli_shop *shop, int64_t n)
{
	struct demo d = demo_of(shop);
	int rc = demo_many(&d, n);
	if (rc == OK)
		rc = fts_tidy(shop->cx.db, true);
	if (rc == OK) /* prices and dates of days past */
		rc = cli_compute(shop->cx.db, &shop->conf);
	return rc == OK ? 0
			: cli_fail("demo", "the products could not be made");
}

/* -1: not a number of products. */
static long many_read(const char *typed)
{
	char *end;
	long n = strtol(typed, &end, 10);
	return *typed && !*end && n > 0 && n <= MANY_MAX ? n : -1;
}

int cli_demo(const struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{"help", no_argument, NULL, 'h'},
		{"empty", no_argument, NULL, 'e'},
		{"products", required_argument, NULL, 'p'},
		{NULL, 0, NULL, 0},
	};
	bool empty = false;
	long many = 0;
	int c;
	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c == 'e')
			empty = true;
		else if (c == 'p')
			many = many_read(optarg);
		else
			return cli_usage(c == 'h' ? 0 : 2, text);
	}
	if (optind != argc || many < 0)
		return cli_usage(2, text);
	struct cli_shop shop;
	if (!shop_create(cli->data, "demo") || !cli_open(cli, &shop))
		return 1;
	int status = 0;
	if (access(conf_path(&shop.conf, "owner.txt"), F_OK) != 0)
		status = run(&shop, empty);
	if (status == 0 && many)
		status = run_many(&shop, many);
	cli_close(&shop);
	return status;
}
