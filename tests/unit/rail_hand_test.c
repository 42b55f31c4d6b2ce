/* What the owner pins, boosts, hides and switches off. */
#include "domain/rail_hand.h"

#include "domain/catalogue.h"
#include "lib/db.h"
#include "tests/test.h"

static int64_t product(struct cx *cx, const char *slug)
{
	int64_t id;
	test_product(cx, (struct test_product){.slug = slug, .product = &id});
	return id;
}

static const struct rail_hand *hand(struct cx *cx, const char *rail)
{
	const struct rail_hand *h;
	CHECK_OK(rail_hand_use(cx, -1, rail, &h));
	return h;
}

static int64_t version(struct cx *cx)
{
	int64_t v = 0;
	CHECK_OK(catalogue_version(cx, &v));
	return v;
}

static void every_shelf_is_on_at_first_and_an_unknown_one_is_off(struct cx *cx)
{
	for (size_t i = 0; rail_codes[i]; i++)
		CHECK(hand(cx, rail_codes[i])->active);
	CHECK(!hand(cx, "nothing")->active);
	CHECK(rail_known("for-you"));
	CHECK(!rail_known("for-you2"));
	CHECK(!rail_known(""));
	CHECK(!rail_known(NULL));
}

static void a_shelf_is_switched_off_and_on_and_pages_are_made_anew(
	struct cx *cx)
{
	int64_t was = version(cx);
	CHECK_OK(rail_switch(cx, "with", false));
	CHECK(!hand(cx, "with")->active);
	CHECK(hand(cx, "similar")->active);
	CHECK(version(cx) > was);
	was = version(cx);
	CHECK_OK(rail_switch(cx, "with", false));
	CHECK_INT(version(cx), was);
	CHECK_OK(rail_switch(cx, "with", true));
	CHECK(hand(cx, "with")->active);
	CHECK_INT(rail_switch(cx, "nothing", true), ERR_NOT_FOUND);
}

static void pins_stand_in_order_its_own_before_those_of_all(struct cx *cx)
{
	int64_t a = product(cx, "a"), b = product(cx, "b"),
		c = product(cx, "c");
	CHECK_OK(rail_pick(cx, "", a, "pin"));
	CHECK_OK(rail_pick(cx, "with", c, "pin"));
	CHECK_OK(rail_pick(cx, "with", b, "pin"));
	const struct rail_hand *h = hand(cx, "with");
	CHECK_INT(h->n_pins, 3);
	CHECK_INT(h->pins[0], c);
	CHECK_INT(h->pins[1], b);
	CHECK_INT(h->pins[2], a);
	CHECK_INT(hand(cx, "similar")->n_pins, 1);
	CHECK_OK(rail_pick_up(cx, "with", b));
	CHECK_INT(hand(cx, "with")->pins[0], b);
	CHECK_OK(rail_pick_up(cx, "with", b));
	CHECK_INT(hand(cx, "with")->pins[0], b);
	CHECK_INT(hand(cx, "with")->pins[1], c);
}

static void what_is_hidden_is_neither_pinned_nor_boosted(struct cx *cx)
{
	int64_t a = product(cx, "a"), b = product(cx, "b");
	CHECK_OK(rail_pick(cx, "with", a, "pin"));
	CHECK_OK(rail_pick(cx, "with", b, "boost"));
	CHECK(rail_boosts(hand(cx, "with"), b));
	CHECK(!rail_boosts(hand(cx, "with"), a));
	CHECK_OK(rail_pick(cx, "", a, "hide"));
	CHECK_OK(rail_pick(cx, "", b, "hide"));
	const struct rail_hand *h = hand(cx, "with");
	CHECK_INT(h->n_pins, 0);
	CHECK(!rail_boosts(h, b));
	CHECK(rail_hides(h, a));
	CHECK(rail_hides(hand(cx, "next"), b));
	CHECK_OK(rail_unpick(cx, "", a));
	CHECK_INT(hand(cx, "with")->n_pins, 1);
	CHECK_INT(rail_unpick(cx, "", a), ERR_NOT_FOUND);
}

static void one_choice_stands_for_a_product_and_shelf(struct cx *cx)
{
	struct rail_picked *all;
	size_t n;
	int64_t a = product(cx, "a");
	CHECK_OK(rail_pick(cx, "with", a, "pin"));
	CHECK_OK(rail_pick(cx, "with", a, "hide"));
	CHECK_OK(rail_picks(cx, &all, &n));
	CHECK_INT(n, 1);
	CHECK_STR(all[0].kind, "hide");
	CHECK_INT(rail_pick(cx, "with", a, "push"), ERR_INVALID);
	CHECK_INT(rail_pick(cx, "nothing", a, "pin"), ERR_INVALID);
	CHECK_INT(rail_pick(cx, "with", a + 100, "pin"), ERR_NOT_FOUND);
}

static void it_is_read_once_while_the_catalogue_stays(struct cx *cx)
{
	const struct rail_hand *h;
	int64_t a = product(cx, "a"), v = version(cx);
	CHECK_OK(rail_hand_use(cx, v, "with", &h));
	CHECK_INT(h->n_pins, 0);
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO rail_pick (rail, product, kind)"
		" SELECT 'with', id, 'pin' FROM product"));
	CHECK_OK(rail_hand_use(cx, v, "with", &h));
	CHECK_INT(h->n_pins, 0);
	CHECK_OK(rail_pick(cx, "", a, "boost"));
	CHECK_OK(rail_hand_use(cx, version(cx), "with", &h));
	CHECK_INT(h->n_pins, 1);
	CHECK(rail_boosts(h, a));
}

int main(void)
{
	return test_run((const struct test[]){
		{"every shelf is on at first and an unknown one is off",
			every_shelf_is_on_at_first_and_an_unknown_one_is_off},
		{"a shelf is switched off and on and pages are made anew",
			a_shelf_is_switched_off_and_on_and_pages_are_made_anew},
		{"pins stand in order, its own before those of all",
			pins_stand_in_order_its_own_before_those_of_all},
		{"what is hidden is neither pinned nor boosted",
			what_is_hidden_is_neither_pinned_nor_boosted},
		{"one choice stands for a product and shelf",
			one_choice_stands_for_a_product_and_shelf},
		{"it is read once while the catalogue stays",
			it_is_read_once_while_the_catalogue_stays},
		{NULL, NULL},
	});
}
