/* The front page. */
#include "handlers/handlers.h"
#include "handlers/interests.h"
#include "handlers/ld.h"
#include "handlers/shop.h"

#include "domain/catalogue.h"
#include "domain/category.h"
#include "domain/delivery.h"
#include "domain/setting.h"
#include "handlers/card.h"
#include "handlers/home_section.h"
#include "handlers/rails.h"
#include "lib/err.h"
#include "lib/tr.h"

static const char HERO_SIZES[] = "100vw";
static const char TILE_SIZES[] = "(min-width: 64rem) 14rem, 46vw";

/* The button leads to the owner's choice, else to the first category. */
static void hero_button(
	struct tpl *h, struct req *r, const struct category *cats, size_t n)
{
	const char *label = setting_get(&r->cx, "home.button");
	const char *link = setting_get(&r->cx, "home.link");
	if (*link != '/' && n)
		link = cats[0].path;
	if (*link != '/')
		return;
	struct tpl *b = tpl_section(h, "BUTTON");
	tpl_text(b, "P", r->lang_prefix);
	tpl_text(b, "LINK", link);
	tpl_text(b, "LABEL", *label ? label : tr("Have a look"));
}

/* The shop's usual one. */
static void hero(
	struct tpl *t, struct req *r, const struct category *cats, size_t n)
{
	const char *title = setting_get(&r->cx, "home.title");
	struct tpl *h = tpl_section(t, "HERO");
	struct picture pic = {0};
	int64_t media = setting_int(&r->cx, "home.picture");
	if (media && media_find(&r->cx, media, &pic) == OK && pic.sha256)
		picture_show(h, "PICTURE", r, &pic,
			&(struct picture_use){
				.sizes = HERO_SIZES, .first = true});
	else
		tpl_show(h, "BARE");
	tpl_text(h, "TITLE", *title ? title : setting_get(&r->cx, "shop.name"));
	const char *text = setting_get(&r->cx, "home.text");
	if (*text)
		tpl_text(tpl_section(h, "TEXT"), "WORDS", text);
	hero_button(h, r, cats, n);
}

static void tiles(
	struct tpl *t, struct req *r, const struct category *cats, size_t n)
{
	struct tpl *box = NULL;
	for (size_t i = 0; i < n; i++) {
		if (!cats[i].products)
			continue;
		if (!box)
			box = tpl_section(t, "TILES");
		struct tpl *c = tpl_section(box, "TILE");
		tpl_text(c, "P", r->lang_prefix);
		tpl_text(c, "PATH", cats[i].path);
		tpl_text(c, "NAME", cats[i].name);
		struct picture pic = category_picture(r, &cats[i]);
		picture_show(c, "PICTURE", r, &pic,
			&(struct picture_use){
				.sizes = TILE_SIZES, .decorative = true});
	}
}

static void promise(struct tpl *t, struct req *r)
{
	const char *words = setting_get(&r->cx, "delivery.promise");
	if (*words)
		tpl_text(tpl_section(t, "PROMISE"), "TEXT", words);
	else
		tpl_show(t, "NOPROMISE");
	struct delivery_usual usual;
	if (delivery_usual(&r->cx, &usual) == OK && usual.any) {
		if (usual.free_from.minor > 0)
			tpl_money(tpl_section(t, "FREE"), "LIMIT",
				usual.free_from);
		else
			tpl_money(tpl_section(t, "PAID"), "COST", usual.cost);
	}
	const char *phone = setting_get(&r->cx, "shop.phone");
	if (!*phone)
		return;
	struct tpl *p = tpl_section(t, "PHONE");
	tpl_text(p, "NUMBER", phone);
	const char *hours = setting_get(&r->cx, "shop.hours");
	if (*hours)
		tpl_text(tpl_section(p, "HOURS"), "TEXT", hours);
}

/* The owner's sections, as members of these segments see them. */
static int sections(struct tpl *t, struct req *r, const int64_t *segments,
	size_t n, bool *has_hero)
{
	struct buf *top = page_buf(r), *rest = page_buf(r);
	int rc = home_sections_add(r, segments, n, top, rest);
	tpl_html(t, "TOP", top->p ? top->p : "", top->len);
	tpl_html(t, "SECTIONS", rest->p ? rest->p : "", rest->len);
	*has_hero = top->len > 0;
	return rc;
}

/* A shelf as all see it. */
static int shelf(struct tpl *t, struct req *r, struct rails *rails,
	const char *name, enum rail_code code, bool *any)
{
	struct buf *out = page_buf(r);
	int rc = rails_usual(rails, code, out);
	tpl_html(t, name, out->p ? out->p : "", out->len);
	*any = *any || out->len;
	return rc;
}

static int body_add(struct req *r, const int64_t *segments, size_t n_segments,
	struct buf *out)
{
	struct tpl *t = tpl_new(&r->cx, "shop/home.tpl");
	struct category *cats;
	struct rails *rails;
	int64_t *rows;
	size_t n, n_rows;
	bool any = false, has_hero = false;
	int rc = category_list(&r->cx, 0, &cats, &n);
	if (rc == OK)
		rc = sections(t, r, segments, n_segments, &has_hero);
	if (rc < 0)
		return rc;
	tpl_text(t, "P", r->lang_prefix);
	if (!has_hero)
		hero(t, r, cats, n);
	tiles(t, r, cats, n);
	promise(t, r);
	rc = rails_usual_new(r, &(struct rails_of){0}, &rails);
	if (rc == OK)
		rc = home_sections_products(
			r, segments, n_segments, &rows, &n_rows);
	if (rc == OK)
		rails_beside(rails, NULL, 0, rows, n_rows);
	if (rc == OK)
		rc = shelf(t, r, rails, "BEST", RAIL_BEST, &any);
	if (rc == OK)
		rc = shelf(t, r, rails, "NEW", RAIL_NEW, &any);
	tpl_show_if(t, "NOTHING", !any);
	return rc == OK ? tpl_render(t, out) : rc;
}

/* What is this visitor's own on the page. */
static int lives_put(struct req *r, struct lives *l)
{
	struct rails *rails;
	int64_t *segments = NULL, *mine = NULL, *all = NULL;
	size_t n_segments = 0, n_mine = 0, n_all = 0;
	int rc = rails_new(r, &rails);
	if (rc == OK)
		rc = rails_begin(rails, &(struct rails_of){0});
	if (rc == OK)
		rc = home_segments(r, &segments, &n_segments);
	if (rc == OK)
		rc = home_sections_live(r, segments, n_segments, l);
	if (rc == OK)
		rc = home_sections_products(
			r, segments, n_segments, &mine, &n_mine);
	if (rc == OK)
		rc = home_sections_products(r, NULL, 0, &all, &n_all);
	if (rc < 0)
		return rc;
	rails_beside(rails, mine, n_mine, all, n_all);
	if (rc == OK)
		rc = rails_place(rails, "for-you", RAIL_FOR_YOU, RAIL_BEST, l);
	if (rc == OK)
		rc = rails_place(rails, "again", RAIL_AGAIN, RAIL_NEW, l);
	if (rc == OK)
		rc = rails_place(rails, "recent", RAIL_RECENT, RAIL_NONE, l);
	return rc == OK ? interests_place(r, "ask", l) : rc;
}

static struct page home_page(struct req *r)
{
	const char *title = setting_get(&r->cx, "home.title");
	return (struct page){
		.title = *title ? title : tr("Welcome"),
		.description = setting_get(&r->cx, "shop.about"),
		.canonical = "/",
		.ld = {ld_shop(r), ld_site(r)},
	};
}

int home_as(struct req *r, int64_t segment, const char *name)
{
	/* what is made here is kept for visitors: with their links */
	if (strcmp(r->cx.locale, r->cx.root) != 0)
		r->lang_prefix = arena_printf(r->cx.arena, "/%s", r->cx.locale);
	struct page p = home_page(r);
	struct buf *body = page_buf(r);
	struct tpl *t = tpl_new(&r->cx, "shop/home_preview.tpl");
	tpl_text(tpl_section(t, segment ? "ONE" : "ALL"), "NAME", name);
	int rc = body_add(r, &segment, segment != 0, body);
	if (rc == OK)
		rc = page_head(r, &p);
	if (rc == OK)
		rc = tpl_render(t, r->out);
	if (rc == OK)
		buf_add(r->out, body->p, body->len);
	if (rc == OK)
		rc = page_foot(r, &p);
	return rc == OK ? resp_html(r, 200) : rc;
}

/* GET / */
int home_show(struct req *r)
{
	struct lives l = {0};
	int rc = lives_put(r, &l);
	if (rc < 0)
		return rc;
	if (page_kept_live(r, "/", &l))
		return OK;
	struct page p = home_page(r);
	struct buf *body = page_buf(r);
	int64_t until;
	rc = body_add(r, NULL, 0, body);
	if (rc == OK)
		rc = catalogue_until(&r->cx, &until);
	if (rc == OK)
		rc = home_sections_until(r, &until);
	return rc == OK ? page_keep_live(r, &p, "/", body, until, &l) : rc;
}
