#include "handlers/ld.h"

#include <stdlib.h>
#include <string.h>

#include "domain/delivery.h"
#include "domain/review.h"
#include "domain/setting.h"
#include "domain/slug.h"
#include "lib/asset.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/image.h"
#include "lib/json.h"
#include "lib/md.h"
#include "lib/tr.h"

enum {
	TEXT_MAX = 5000,  /* characters of a description: Google's bound */
	DETAIL_MAX = 20,  /* offers that tell their delivery each */
	RETURN_DAYS = 14, /* Directive 2011/83/EU Art. 9 */
};

static json_t *thing(const char *type)
{
	return json_pack(
		"{s:s, s:s}", "@context", "https://schema.org", "@type", type);
}

static void put(json_t *o, const char *key, const char *text)
{
	if (text && *text)
		json_object_set_new(o, key, json_string(text));
}

static const char *address(struct req *r, const char *path)
{
	bool front = strcmp(path, "/") == 0 && *r->lang_prefix;
	return arena_printf(r->cx.arena, "%s%s%s", r->conf->base_url,
		r->lang_prefix, front ? "" : path);
}

static const char *finish(struct req *r, json_t *o)
{
	return json_script(r->cx.arena, o);
}

/* ---- products ---- */

static const char *widest(struct req *r, const struct picture *p)
{
	const char *last = strrchr(p->widths, ' ');
	return arena_printf(r->cx.arena, "%s%s", r->conf->base_url,
		image_url(r->cx.arena, p->sha256,
			strtoll(last ? last + 1 : p->widths, NULL, 10)));
}

static json_t *pictures(struct req *r, const struct product *p)
{
	json_t *list = json_array();
	for (size_t i = 0; i < p->n_pictures; i++)
		if (p->pictures[i].sha256 && p->pictures[i].widths)
			json_array_append_new(
				list, json_string(widest(r, &p->pictures[i])));
	return list;
}

static const char *gtin_key(const char *gtin)
{
	switch (strlen(gtin)) {
	case 8:
		return "gtin8";
	case 12:
		return "gtin12";
	case 13:
		return "gtin13";
	case 14:
		return "gtin14";
	default:
		return NULL;
	}
}

static void put_gtin(json_t *o, const char *gtin)
{
	const char *key = gtin_key(gtin);
	if (key)
		put(o, key, gtin);
}

static json_t *days(int64_t from, int64_t to)
{
	return json_pack("{s:s, s:I, s:I, s:s}", "@type", "QuantitativeValue",
		"minValue", (json_int_t)from, "maxValue", (json_int_t)to,
		"unitCode", "DAY");
}

/* What it costs to have this one thing brought, and how long it takes. */
static json_t *shipping(struct req *r, struct money price)
{
	struct delivery_usual u;
	if (delivery_usual(&r->cx, &u) < 0 || !u.any)
		return NULL;
	if (u.free_from.minor > 0 && price.minor >= u.free_from.minor)
		u.cost = money(0);
	return json_pack("{s:s, s:{s:s, s:s, s:s}, s:{s:s, s:s},"
			 " s:{s:s, s:o, s:o}}",
		"@type", "OfferShippingDetails", "shippingRate", "@type",
		"MonetaryAmount", "value", money_plain(r->cx.arena, u.cost),
		"currency", setting_get(&r->cx, "shop.currency"),
		"shippingDestination", "@type", "DefinedRegion",
		"addressCountry", setting_get(&r->cx, "shop.country"),
		"deliveryTime", "@type", "ShippingDeliveryTime", "handlingTime",
		days(0, 1), "transitTime", days(u.days_min, u.days_max));
}

static json_t *returns(struct req *r)
{
	return json_pack("{s:s, s:s, s:s, s:i, s:s}", "@type",
		"MerchantReturnPolicy", "applicableCountry",
		setting_get(&r->cx, "shop.country"), "returnPolicyCategory",
		"https://schema.org/MerchantReturnFiniteReturnWindow",
		"merchantReturnDays", RETURN_DAYS, "returnMethod",
		"https://schema.org/ReturnByMail");
}

static const char *availability(const struct variant *v)
{
	if (v->stock.sellable > 0)
		return "https://schema.org/InStock";
	return v->stock.backorder ? "https://schema.org/BackOrder"
				  : "https://schema.org/OutOfStock";
}

/* The address that opens with this variant chosen. */
static const char *choice_url(struct req *r, const struct product *p,
	const struct variant *v, const char *url)
{
	const char *key = v->option_key, *sep = "?";
	for (size_t i = 0; i < p->n_options && *key; i++) {
		char *end;
		int64_t id = strtoll(key, &end, 10);
		for (size_t k = 0; k < p->options[i].n; k++) {
			if (p->options[i].values[k].id != id)
				continue;
			url = arena_printf(r->cx.arena, "%s%so-%s=%s", url, sep,
				p->options[i].code,
				p->options[i].values[k].code);
			sep = "&";
		}
		key = *end == '.' ? end + 1 : end;
	}
	return url;
}

static json_t *offer(struct req *r, const struct product *p,
	const struct variant *v, const char *url)
{
	json_t *o = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "@type",
		"Offer", "sku", v->sku, "price",
		money_plain(r->cx.arena, v->price.amount), "priceCurrency",
		setting_get(&r->cx, "shop.currency"), "availability",
		availability(v), "itemCondition",
		"https://schema.org/NewCondition");
	put(o, "name",
		*v->label
			? arena_printf(r->cx.arena, "%s, %s", p->name, v->label)
			: NULL);
	put(o, "url", choice_url(r, p, v, url));
	put_gtin(o, v->gtin);
	if (p->n_variants > DETAIL_MAX)
		return o;
	json_t *sent = shipping(r, v->price.amount);
	if (sent)
		json_object_set_new(o, "shippingDetails", sent);
	json_object_set_new(o, "hasMerchantReturnPolicy", returns(r));
	return o;
}

static const char *description(struct req *r, const struct product *p)
{
	if (*p->description)
		return md_plain(r->cx.arena, p->description, TEXT_MAX);
	return p->summary;
}

static json_t *stars_of(int64_t stars)
{
	return json_pack("{s:s, s:I, s:i, s:i}", "@type", "Rating",
		"ratingValue", (json_int_t)stars, "bestRating", REVIEW_STARS,
		"worstRating", 1);
}

static json_t *review_of(struct req *r, const struct review *v)
{
	json_t *o = json_pack("{s:s, s:o, s:{s:s, s:s}}", "@type", "Review",
		"reviewRating", stars_of(v->stars), "author", "@type", "Person",
		"name", *v->name ? v->name : tr("A buyer"));
	put(o, "datePublished",
		clock_format(r->cx.arena, r->cx.locale, CLOCK_DAY_ISO,
			v->created_ms));
	put(o, "inLanguage", v->locale);
	put(o, "name", v->title);
	put(o, "reviewBody", v->body);
	return o;
}

/* Only what the page shows: its average, and the reviews that stand there. */
static void put_reviews(struct req *r, json_t *o, int64_t product)
{
	struct review_rating rating;
	struct review *rows;
	size_t n;
	int64_t total;
	const struct review_view view = {.product = product,
		.sort = "own",
		.locale = "",
		.voter = "",
		.limit = REVIEW_NEWEST};
	if (review_rating(&r->cx, product, &rating) < 0 || rating.n <= 0 ||
		review_list(&r->cx, &view, &rows, &n, &total) < 0)
		return;
	int64_t average = review_average(&rating);
	json_object_set_new(o, "aggregateRating",
		json_pack("{s:s, s:s, s:I, s:i, s:i}", "@type",
			"AggregateRating", "ratingValue",
			arena_printf(r->cx.arena, "%lld.%lld",
				(long long)average / 10,
				(long long)average % 10),
			"reviewCount", (json_int_t)rating.n, "bestRating",
			REVIEW_STARS, "worstRating", 1));
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, review_of(r, &rows[i]));
	json_object_set_new(o, "review", list);
}

const char *ld_product(struct req *r, const struct product *p)
{
	const char *url = address(
		r, arena_printf(r->cx.arena, "/p/%s", p->slug));
	json_t *o = thing("Product"), *offers = json_array();
	put(o, "name", p->name);
	put(o, "url", url);
	put(o, "description", description(r, p));
	put(o, "sku", product_default(p)->sku);
	if (p->n_variants == 1)
		put_gtin(o, p->variants[0].gtin);
	if (*p->brand)
		json_object_set_new(o, "brand",
			json_pack("{s:s, s:s}", "@type", "Brand", "name",
				p->brand));
	json_object_set_new(o, "image", pictures(r, p));
	for (size_t i = 0; i < p->n_variants; i++)
		json_array_append_new(
			offers, offer(r, p, &p->variants[i], url));
	json_object_set_new(o, "offers", offers);
	put_reviews(r, o, p->id);
	return finish(r, o);
}

/* ---- lists ---- */

static void step(
	struct req *r, json_t *list, const char *name, const char *path)
{
	json_t *o = json_pack("{s:s, s:i}", "@type", "ListItem", "position",
		(int)json_array_size(list) + 1);
	put(o, "name", name);
	if (path)
		put(o, "item", address(r, path));
	json_array_append_new(list, o);
}

const char *ld_crumbs(
	struct req *r, const struct category *chain, size_t n, const char *last)
{
	json_t *o = thing("BreadcrumbList"), *list = json_array();
	step(r, list, setting_get(&r->cx, "shop.name"), "/");
	for (size_t i = 0; i < n; i++)
		step(r, list, chain[i].name, chain[i].path);
	if (last)
		step(r, list, last, NULL);
	json_object_set_new(o, "itemListElement", list);
	return finish(r, o);
}

const char *ld_list(struct req *r, const int64_t *ids, size_t n)
{
	json_t *o = thing("ItemList"), *list = json_array();
	for (size_t i = 0; i < n; i++) {
		const char *slug = slug_of(&r->cx, "product", ids[i]);
		if (!slug)
			continue;
		json_array_append_new(
			list, json_pack("{s:s, s:i, s:s}", "@type", "ListItem",
				      "position",
				      (int)json_array_size(list) + 1, "url",
				      address(r, arena_printf(r->cx.arena,
							 "/p/%s", slug))));
	}
	json_object_set_new(o, "itemListElement", list);
	return finish(r, o);
}

/* ---- the shop ---- */

static void put_address(struct req *r, json_t *o)
{
	const char *street = setting_get(&r->cx, "shop.street");
	if (!*street)
		return;
	json_t *a = json_pack("{s:s, s:s, s:s}", "@type", "PostalAddress",
		"streetAddress", street, "addressCountry",
		setting_get(&r->cx, "shop.country"));
	put(a, "postalCode", setting_get(&r->cx, "shop.postal"));
	put(a, "addressLocality", setting_get(&r->cx, "shop.city"));
	json_object_set_new(o, "address", a);
}

const char *ld_shop(struct req *r)
{
	const char *base = r->conf->base_url;
	const char *company = setting_get(&r->cx, "shop.company");
	json_t *o = thing("OnlineStore");
	put(o, "@id", arena_printf(r->cx.arena, "%s/#shop", base));
	put(o, "name", setting_get(&r->cx, "shop.name"));
	put(o, "legalName", company);
	put(o, "url", arena_printf(r->cx.arena, "%s/", base));
	put(o, "logo",
		arena_printf(
			r->cx.arena, "%s%s", base, static_url("img/icon.svg")));
	put(o, "description", setting_get(&r->cx, "shop.about"));
	put(o, "telephone", setting_get(&r->cx, "shop.phone"));
	put(o, "email", setting_get(&r->cx, "shop.email"));
	put_address(r, o);
	json_object_set_new(o, "hasMerchantReturnPolicy", returns(r));
	return finish(r, o);
}

const char *ld_site(struct req *r)
{
	json_t *o = thing("WebSite");
	put(o, "name", setting_get(&r->cx, "shop.name"));
	put(o, "url", address(r, "/"));
	put(o, "inLanguage", r->cx.locale);
	json_object_set_new(o, "potentialAction",
		json_pack("{s:s, s:{s:s, s:s}, s:s}", "@type", "SearchAction",
			"target", "@type", "EntryPoint", "urlTemplate",
			arena_printf(r->cx.arena, "%s?q={search_term_string}",
				address(r, "/search")),
			"query-input", "required name=search_term_string"));
	return finish(r, o);
}
