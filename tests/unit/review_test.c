/* What buyers say: who may, what is counted, who decides.  In one file because
 * all of it starts from the same mug that was bought. */
#include "tests/orders.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/health.h"
#include "domain/media.h"
#include "domain/media_forget.h"
#include "domain/review.h"
#include "domain/setting.h"
#include "domain/shipment.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"

static const char text[] = "It holds the coffee and keeps it warm.";

/* A mug, and an order of one that has been paid and sent. */
struct bought {
	int64_t product, variant, order;
};

static int64_t sent(struct cx *cx, const char *session, int64_t variant)
{
	int64_t id = test_order_of(
		cx, session, variant, 1, "parcel", "transfer");
	cx->staff = 1;
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_ship(cx, id, "Posti", ""));
	cx->staff = 0;
	return id;
}

static int64_t arrived(struct cx *cx, const char *session, int64_t variant)
{
	int64_t id = sent(cx, session, variant);
	cx->staff = 1;
	CHECK_OK(order_delivered(cx, id));
	cx->staff = 0;
	return id;
}

static struct bought mug_sent(struct cx *cx)
{
	struct bought b = {0};
	b.variant = test_product(cx, (struct test_product){.slug = "mug",
					     .name = "Kide mug",
					     .on_hand = 50,
					     .product = &b.product});
	b.order = sent(cx, "s1", b.variant);
	return b;
}

static struct bought mug(struct cx *cx)
{
	struct bought b = mug_sent(cx);
	cx->staff = 1;
	CHECK_OK(order_delivered(cx, b.order));
	cx->staff = 0;
	return b;
}

static struct review_draft draft(const struct bought *b, int64_t stars)
{
	return (struct review_draft){.order = b->order,
		.product = b->product,
		.variant = b->variant,
		.name = "Aino",
		.title = "Good",
		.body = text,
		.stars = stars};
}

static int64_t add(struct cx *cx, const struct bought *b, int64_t stars)
{
	int64_t id = 0;
	struct review_draft d = draft(b, stars);
	CHECK_OK(review_add(cx, &d, &id));
	return id;
}

static int64_t shown(struct cx *cx, const struct bought *b, int64_t stars)
{
	int64_t id = add(cx, b, stars);
	cx->staff = 1;
	CHECK_OK(review_show(cx, id, 1));
	cx->staff = 0;
	return id;
}

static int try(struct cx *cx, const struct bought *b)
{
	int64_t id;
	struct review_draft d = draft(b, 5);
	return review_add(cx, &d, &id);
}

static void only_what_has_arrived_is_reviewed(struct cx *cx)
{
	struct bought b = {0};
	b.variant = test_product(
		cx, (struct test_product){.on_hand = 5, .product = &b.product});
	b.order = test_order_of(cx, "s1", b.variant, 1, "parcel", "transfer");
	struct review_thing *things;
	size_t n;
	CHECK_INT(try(cx, &b), ERR_CONFLICT);
	cx->staff = 1;
	CHECK_OK(order_mark_paid(cx, b.order));
	CHECK_INT(try(cx, &b), ERR_CONFLICT);
	CHECK_OK(order_ship(cx, b.order, "Posti", ""));
	CHECK_INT(try(cx, &b), ERR_CONFLICT);
	CHECK_OK(review_things(cx, b.order, &things, &n));
	CHECK_INT(n, 0);
	CHECK_OK(order_delivered(cx, b.order));
	CHECK_OK(review_things(cx, b.order, &things, &n));
	CHECK_INT(n, 1);
	CHECK_INT(things[0].product, b.product);
	CHECK_INT(things[0].review, 0);
	CHECK_OK(try(cx, &b));
}

static void a_parcel_of_which_nobody_tells_counts_after_days(struct cx *cx)
{
	struct bought b = mug_sent(cx);
	cx->now += 7 * MS_DAY - 1;
	CHECK_INT(try(cx, &b), ERR_CONFLICT);
	cx->now += 1;
	CHECK_OK(try(cx, &b));
	struct bought other = {.product = b.product, .variant = b.variant};
	CHECK_OK(setting_set(cx, "reviews.after_days", NULL, "0"));
	other.order = sent(cx, "s2", b.variant);
	CHECK_OK(try(cx, &other));
}

static void lost_and_called_off_parcels_have_not_arrived(struct cx *cx)
{
	struct bought b = mug_sent(cx);
	struct shipment *s;
	size_t n;
	CHECK_OK(shipment_list(cx, b.order, &s, &n));
	cx->staff = 1;
	CHECK_OK(shipment_to(cx, s[0].id, "lost", "", ""));
	cx->staff = 0;
	cx->now += 100 * MS_DAY;
	CHECK_INT(try(cx, &b), ERR_CONFLICT);
}

static void one_a_product_and_order(struct cx *cx)
{
	struct bought b = mug(cx);
	CHECK_OK(try(cx, &b));
	CHECK_INT(try(cx, &b), ERR_CONFLICT);
	struct bought again = b;
	again.order = arrived(cx, "s2", b.variant);
	CHECK_OK(try(cx, &again));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM review"), 2);
}

static void others_goods_are_not_ones_own(struct cx *cx)
{
	struct bought b = mug(cx), wrong = b;
	wrong.variant = test_product(cx, (struct test_product){.slug = "bowl",
						 .on_hand = 5,
						 .product = &wrong.product});
	CHECK_INT(try(cx, &wrong), ERR_CONFLICT);
	wrong.variant = b.variant; /* the bowl, by a mug that was bought */
	CHECK_INT(try(cx, &wrong), ERR_CONFLICT);
	wrong = b;
	wrong.order += 1;
	CHECK_INT(try(cx, &wrong), ERR_CONFLICT);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM review"), 0);
}

static void nothing_is_shown_before_it_was_read(struct cx *cx)
{
	struct bought b = mug(cx);
	struct review_rating rating;
	int64_t id = add(cx, &b, 4);
	CHECK_OK(review_rating(cx, b.product, &rating));
	CHECK_INT(rating.n, 0);
	cx->staff = 1;
	CHECK_OK(review_show(cx, id, 1));
	CHECK_INT(review_show(cx, id, 1), ERR_CONFLICT); /* another desk */
	CHECK_INT(review_show(cx, id, 2), ERR_CONFLICT); /* it is */
	CHECK_OK(review_rating(cx, b.product, &rating));
	CHECK_INT(rating.n, 1);
	CHECK_INT(rating.of[4], 1);
	CHECK_INT(review_average(&rating), 40);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM audit"
				  " WHERE entity = 'review'"
				  " AND action = 'shown' AND staff = 1"),
		1);
}

static void without_moderation_it_is_shown_at_once(struct cx *cx)
{
	struct bought b = mug(cx);
	struct review v;
	CHECK_OK(setting_set(cx, "reviews.moderate", NULL, "0"));
	int64_t id = add(cx, &b, 2);
	CHECK_OK(review_get(cx, id, &v));
	CHECK_STR(v.state, "shown");
	struct review_draft d = draft(&b, 5);
	CHECK_OK(review_edit(cx, id, v.rev, &d));
	struct review_rating rating;
	CHECK_OK(review_rating(cx, b.product, &rating));
	CHECK_INT(rating.n, 1);
	CHECK_INT(rating.of[5], 1);
	CHECK_INT(rating.of[2], 0);
	CHECK_INT(health_reviews(cx), 0);
}

static void refusing_takes_a_rule_and_tells_the_writer(struct cx *cx)
{
	struct bought b = mug(cx);
	struct review v;
	int64_t id = shown(cx, &b, 1);
	cx->staff = 1;
	CHECK_INT(review_refuse(cx, id, 2, "few_stars", ""), ERR_INVALID);
	CHECK_INT(
		review_refuse(cx, id, 2, "", "I do not like it"), ERR_INVALID);
	CHECK_OK(review_refuse(cx, id, 2, "person", "It names a neighbour."));
	CHECK_OK(review_get(cx, id, &v));
	CHECK_STR(v.state, "refused");
	CHECK_STR(v.refused_for, "person");
	CHECK_STR(v.reason, "It names a neighbour.");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox WHERE payload"
				  " LIKE '%review_refused%'"),
		1);
	CHECK_INT(test_number(cx, "SELECT n FROM product_rating"), 0);
	CHECK_INT(health_reviews(cx), 0);
	/* and brought back */
	CHECK_OK(review_show(cx, id, 3));
	CHECK_OK(review_get(cx, id, &v));
	CHECK_STR(v.refused_for, "");
	CHECK_INT(test_number(cx, "SELECT n FROM product_rating"), 1);
}

static void edited_ones_wait_again(struct cx *cx)
{
	struct bought b = mug(cx);
	struct review v;
	int64_t id = shown(cx, &b, 5);
	struct review_draft d = draft(&b, 1);
	CHECK_INT(review_edit(cx, id, 1, &d), ERR_CONFLICT);
	CHECK_OK(review_edit(cx, id, 2, &d));
	CHECK_OK(review_get(cx, id, &v));
	CHECK_STR(v.state, "waiting");
	CHECK_INT(v.stars, 1);
	CHECK(v.edited_ms > 0);
	CHECK_INT(test_number(cx, "SELECT n FROM product_rating"), 0);
	/* not by the secret of another order */
	d.order = arrived(cx, "s2", b.variant);
	CHECK_INT(review_edit(cx, id, v.rev, &d), ERR_CONFLICT);
	CHECK_INT(health_reviews(cx), 0);
}

static void removed_ones_leave_nothing(struct cx *cx)
{
	struct bought b = mug(cx);
	bool helped;
	int64_t media, id = shown(cx, &b, 3);
	struct review_draft d = draft(&b, 3);
	struct picture gone;
	CHECK_OK(media_add_ready(
		cx, "00112233445566778899", 600, 400, "320", &media));
	d.pictures = &media;
	d.n_pictures = 1;
	CHECK_OK(review_edit(cx, id, 2, &d));
	cx->staff = 1;
	CHECK_OK(review_show(cx, id, 3));
	cx->staff = 0;
	CHECK_OK(review_vote(cx, b.product, id, "v1", &helped));
	CHECK_INT(media_forget(cx, media, &gone), ERR_CONFLICT);
	CHECK_INT(review_remove(cx, id, 3), ERR_CONFLICT);
	CHECK_OK(review_remove(cx, id, 4));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM review"), 0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM review_media"), 0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM review_vote"), 0);
	CHECK_INT(test_number(cx, "SELECT n FROM product_rating"), 0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox"
				  " WHERE kind = 'forget_picture'"),
		1);
	CHECK_OK(media_forget(cx, media, &gone));
	CHECK_STR(gone.sha256, "00112233445566778899");
	CHECK_INT(media_forget(cx, media, &gone), ERR_NOT_FOUND);
	/* and may write another, which the owner is told of like the first */
	int64_t second = add(cx, &b, 4);
	CHECK(second != id);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox WHERE"
				  " dedupe_key LIKE 'mail/owner_review/%/1'"),
		2);
}

static void a_forgotten_picture_can_be_sent_again(struct cx *cx)
{
	int64_t first, second;
	struct picture gone;
	const char *sha = "ffeeddccbbaa99887766";
	CHECK_OK(media_add_upload(cx, "/x/upload/1", sha, &first));
	CHECK_OK(media_set_ready(cx, first, sha, 600, 400, "320"));
	CHECK_OK(media_forget(cx, first, &gone));
	CHECK_OK(media_add_upload(cx, "/x/upload/1", sha, &second));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox"
				  " WHERE kind = 'picture'"),
		1);
}

static void pictures_of_goods_and_orders_are_not_forgotten(struct cx *cx)
{
	struct bought b = mug(cx);
	int64_t media;
	struct picture gone;
	CHECK_OK(media_add_ready(
		cx, "aabbccddeeff00112233", 600, 400, "320", &media));
	CHECK_OK(media_attach(cx, b.product, media));
	CHECK_INT(media_forget(cx, media, &gone), ERR_CONFLICT);
	CHECK_OK(media_detach(cx, b.product, media));
	CHECK_OK(db_run_script(cx->db,
		"UPDATE order_line SET picture = 'aabbccddeeff00112233'"));
	CHECK_INT(media_forget(cx, media, &gone), ERR_CONFLICT);
	CHECK_OK(db_run_script(cx->db, "UPDATE order_line SET picture = ''"));
	CHECK_OK(db_run_script(cx->db, "UPDATE media SET state = 'queued'"));
	CHECK_INT(media_forget(cx, media, &gone), ERR_BUSY);
	CHECK_OK(db_run_script(cx->db, "UPDATE media SET state = 'ready'"));
	CHECK_OK(media_forget(cx, media, &gone));
}

static void a_vote_counts_once_and_can_be_taken_back(struct cx *cx)
{
	struct bought b = mug(cx);
	bool helped;
	struct review v;
	int64_t id = add(cx, &b, 3);
	CHECK_INT(review_vote(cx, b.product, id, "v1", &helped), ERR_NOT_FOUND);
	cx->staff = 1;
	CHECK_OK(review_show(cx, id, 1));
	cx->staff = 0;
	CHECK_OK(review_vote(cx, b.product, id, "v1", &helped));
	CHECK(helped);
	CHECK_OK(review_vote(cx, b.product, id, "v2", &helped));
	CHECK_OK(review_get(cx, id, &v));
	CHECK_INT(v.helpful, 2);
	CHECK_OK(review_vote(cx, b.product, id, "v1", &helped));
	CHECK(!helped);
	CHECK_OK(review_get(cx, id, &v));
	CHECK_INT(v.helpful, 1);
	CHECK_INT(review_vote(cx, b.product + 1, id, "v1", &helped),
		ERR_NOT_FOUND);
	CHECK_INT(health_reviews(cx), 0);
}

static void nobody_votes_for_their_own(struct cx *cx)
{
	struct bought b = mug(cx);
	bool helped;
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO customer (id, email, email_norm, name, locale,"
		" created_ms) VALUES (7, 'a@b.example', 'a@b.example', 'A',"
		" 'en', 1)"));
	struct review_draft d = draft(&b, 5);
	int64_t id = 0;
	d.customer = 7;
	CHECK_OK(review_add(cx, &d, &id));
	cx->staff = 1;
	CHECK_OK(review_show(cx, id, 1));
	CHECK_INT(review_vote(cx, b.product, id, "c7", &helped), ERR_DENIED);
	CHECK_OK(review_vote(cx, b.product, id, "c8", &helped));
}

static void the_average_has_one_decimal_half_up(struct cx *cx)
{
	static const struct {
		int64_t n, stars, tenths;
	} cases[] = {{0, 0, 0}, {1, 5, 50}, {3, 14, 47}, {4, 17, 43},
		{20, 85, 43}, {20, 81, 41}, {6, 29, 48}, {3, 13, 43}};
	(void)cx;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct review_rating r = {
			.n = cases[i].n, .stars = cases[i].stars};
		CHECK_INT(review_average(&r), cases[i].tenths);
	}
}

/* Five, one and three stars; in English, Finnish, English; the second helped
 * four and the third two. */
static struct bought three_reviews(struct cx *cx)
{
	static const struct {
		int64_t stars, helpful;
		const char *locale;
	} rows[] = {{5, 0, "en"}, {1, 4, "fi"}, {3, 2, "en"}};
	struct bought b = mug(cx);
	bool helped;
	for (int i = 0; i < 3; i++) {
		cx->now += MS_HOUR;
		cx->locale = rows[i].locale;
		if (i)
			b.order = arrived(cx, arena_printf(cx->arena, "x%d", i),
				b.variant);
		int64_t id = shown(cx, &b, rows[i].stars);
		for (int64_t k = 0; k < rows[i].helpful; k++)
			CHECK_OK(review_vote(cx, b.product, id,
				arena_printf(cx->arena, "v%" PRId64, k),
				&helped));
	}
	cx->locale = "fi";
	return b;
}

static void lists_sort(struct cx *cx)
{
	struct bought b = three_reviews(cx);
	static const struct {
		const char *sort;
		int64_t first, last;
	} sorts[] = {{"newest", 3, 5}, {"helpful", 1, 5}, {"highest", 5, 1},
		{"lowest", 1, 5}, {"own", 1, 5}};
	struct review *list;
	size_t n;
	int64_t total;
	for (size_t i = 0; i < sizeof(sorts) / sizeof(*sorts); i++) {
		struct review_view v = {.product = b.product,
			.sort = sorts[i].sort,
			.locale = "",
			.voter = "v3",
			.limit = 10};
		CHECK_OK(review_list(cx, &v, &list, &n, &total));
		CHECK_INT(n, 3);
		CHECK_INT(list[0].stars, sorts[i].first);
		CHECK_INT(list[2].stars, sorts[i].last);
		CHECK_INT(list[0].voted, list[0].stars == 1);
	}
}

static void lists_filter(struct cx *cx)
{
	struct bought b = three_reviews(cx);
	struct review *list;
	size_t n;
	int64_t total;
	struct review_view v = {.product = b.product,
		.sort = "newest",
		.locale = "en",
		.voter = "",
		.stars = 3,
		.limit = 10};
	CHECK_OK(review_list(cx, &v, &list, &n, &total));
	CHECK_INT(total, 1);
	v.variant = b.variant + 1;
	CHECK_OK(review_list(cx, &v, &list, &n, &total));
	CHECK_INT(total, 0);
	const char **codes;
	CHECK_OK(review_locales(cx, b.product, &codes, &n));
	CHECK_INT(n, 2);
	CHECK_STR(codes[1], "fi");
}

/* ---- many histories ---- */

enum { ORDERS = 6, HISTORIES = 1000, STEPS = 12 };

struct play {
	struct bought b[ORDERS];
	uint64_t seed;
};

static uint32_t draw(struct play *p, uint32_t n)
{
	p->seed = p->seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(p->seed >> 33) % n;
}

static void step(struct cx *cx, struct play *p)
{
	struct bought *b = &p->b[draw(p, ORDERS)];
	struct review_draft d = draft(b, 1 + draw(p, 5));
	struct review v;
	bool helped;
	int64_t id = 0;
	if (review_of_order(cx, b->order, b->product, &v) != OK) {
		CHECK_OK(review_add(cx, &d, &id));
		return;
	}
	int64_t rev = draw(p, 8) ? v.rev : v.rev - 1; /* too late at times */
	const char *voter = arena_printf(cx->arena, "v%u", draw(p, 4));
	switch (draw(p, 7)) {
	case 0:
		review_edit(cx, v.id, rev, &d);
		break;
	case 1:
		review_remove(cx, v.id, rev);
		break;
	case 2:
		review_refuse(cx, v.id, rev, "insult", "");
		break;
	case 3:
		review_reply(cx, v.id, rev, "Thank you.");
		break;
	case 4:
		review_vote(cx, b->product, v.id, voter, &helped);
		break;
	default:
		review_show(cx, v.id, rev);
		break;
	}
}

static void the_stars_agree_through_a_thousand_histories(struct cx *cx)
{
	const char *seed = getenv("PUOTI_SEED");
	struct play p = {
		.seed = seed ? strtoull(seed, NULL, 10) : UINT64_C(20261123)};
	struct bought first = mug(cx);
	int64_t bowl, bowl_product;
	bowl = test_product(cx, (struct test_product){.slug = "bowl",
					.on_hand = 50,
					.product = &bowl_product});
	for (int i = 0; i < ORDERS; i++) {
		p.b[i] = first;
		if (i % 2) {
			p.b[i].variant = bowl;
			p.b[i].product = bowl_product;
		}
		p.b[i].order = arrived(
			cx, arena_printf(cx->arena, "p%d", i), p.b[i].variant);
	}
	int64_t wrong = 0;
	for (int i = 0; i < HISTORIES && !wrong; i++) {
		cx->staff = i % 3;
		CHECK_OK(setting_set(
			cx, "reviews.moderate", NULL, i % 4 ? "1" : "0"));
		for (int k = 0; k < STEPS; k++)
			step(cx, &p);
		wrong = health_reviews(cx);
		if (wrong)
			printf("# history %d, seed %s\n", i,
				seed ? seed : "20261123");
	}
	CHECK_INT(wrong, 0);
	CHECK(test_number(cx, "SELECT CAST(sum(n) AS BIGINT)"
			      " FROM product_rating") > 0);
}

int main(void)
{
	return test_run((const struct test[]){
		{"only what has arrived is reviewed",
			only_what_has_arrived_is_reviewed},
		{"a parcel of which nobody tells counts after some days",
			a_parcel_of_which_nobody_tells_counts_after_days},
		{"lost and called off parcels have not arrived",
			lost_and_called_off_parcels_have_not_arrived},
		{"one review a product and order", one_a_product_and_order},
		{"others' goods are not one's own",
			others_goods_are_not_ones_own},
		{"nothing is shown before it was read",
			nothing_is_shown_before_it_was_read},
		{"without moderation it is shown at once",
			without_moderation_it_is_shown_at_once},
		{"refusing takes a rule and tells the writer",
			refusing_takes_a_rule_and_tells_the_writer},
		{"edited reviews wait again", edited_ones_wait_again},
		{"removed reviews leave nothing", removed_ones_leave_nothing},
		{"a forgotten picture can be sent again",
			a_forgotten_picture_can_be_sent_again},
		{"pictures of goods and orders are not forgotten",
			pictures_of_goods_and_orders_are_not_forgotten},
		{"a vote counts once and can be taken back",
			a_vote_counts_once_and_can_be_taken_back},
		{"nobody votes for their own", nobody_votes_for_their_own},
		{"the average has one decimal, half up",
			the_average_has_one_decimal_half_up},
		{"lists sort", lists_sort},
		{"lists filter", lists_filter},
		{"the stars agree through a thousand histories",
			the_stars_agree_through_a_thousand_histories},
		{NULL, NULL},
	});
}
