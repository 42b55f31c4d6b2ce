/* The address book of a customer. */
#include "domain/address.h"

#include "domain/tax.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "tests/orders.h"

enum { AINO = 7, LEENA = 8 };

static void people(struct cx *cx)
{
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO customer (id, email, email_norm, name, locale,"
		" created_ms) VALUES (7, 'a@b.example', 'a@b.example', 'Aino',"
		" 'en', 5), (8, 'c@b.example', 'c@b.example', 'Leena', 'fi',"
		" 6)"));
}

static struct address home(void)
{
	return (struct address){.name = "Aino Korhonen",
		.company = "",
		.street = "Kaislapolku 7",
		.postal = "00890",
		.city = "Helsinki",
		.country = "FI",
		.phone = "040 000 7712"};
}

static int64_t put(struct cx *cx, int64_t customer, const char *street)
{
	struct address a = home();
	int64_t id = 0;
	a.street = street;
	CHECK_OK(address_add(cx, customer, &a, &id));
	return id;
}

static int64_t usual(struct cx *cx, int64_t customer)
{
	struct address a = {0};
	int rc = address_usual(cx, customer, &a);
	return rc == OK ? a.id : rc;
}

static size_t count(struct cx *cx, int64_t customer)
{
	struct address *list;
	size_t n = 0;
	CHECK_OK(address_list(cx, customer, &list, &n));
	return n;
}

static void first_address_is_the_usual_one(struct cx *cx)
{
	people(cx);
	CHECK_INT(usual(cx, AINO), ERR_NOT_FOUND);
	int64_t first = put(cx, AINO, "First 1");
	int64_t second = put(cx, AINO, "Second 2");
	CHECK_INT(usual(cx, AINO), first);
	CHECK_OK(address_make_usual(cx, AINO, second));
	CHECK_INT(usual(cx, AINO), second);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM customer_address"
				  " WHERE usual = 1"),
		1);
	/* the usual one stands first */
	struct address *list;
	size_t n;
	CHECK_OK(address_list(cx, AINO, &list, &n));
	CHECK_INT(list[0].id, second);
}

static void when_the_usual_one_goes_the_oldest_takes_its_place(struct cx *cx)
{
	people(cx);
	int64_t first = put(cx, AINO, "First 1");
	int64_t second = put(cx, AINO, "Second 2");
	put(cx, AINO, "Third 3");
	CHECK_OK(address_remove(cx, AINO, first));
	CHECK_INT(usual(cx, AINO), second);
	CHECK_INT(address_remove(cx, AINO, first), ERR_NOT_FOUND);
	CHECK_INT(count(cx, AINO), 2);
}

static void book_holds_twenty(struct cx *cx)
{
	people(cx);
	struct address a = home();
	int64_t id = 0;
	for (int i = 0; i < ADDRESS_MAX; i++)
		put(cx, AINO, arena_printf(cx->arena, "Street %d", i));
	CHECK_INT(address_add(cx, AINO, &a, &id), ERR_TOO_LARGE);
	CHECK_INT(count(cx, AINO), ADDRESS_MAX);
	put(cx, LEENA, "Her own 1");
}

static void stale_save_is_refused(struct cx *cx)
{
	people(cx);
	struct address a = home();
	a.id = put(cx, AINO, "First 1");
	a.rev = 1;
	a.street = "Second 2";
	CHECK_OK(address_save(cx, AINO, &a));
	a.street = "Third 3";
	CHECK_INT(address_save(cx, AINO, &a), ERR_CONFLICT);
	struct address now = {0};
	CHECK_OK(address_get(cx, AINO, a.id, &now));
	CHECK_STR(now.street, "Second 2");
	CHECK_INT(now.rev, 2);
}

static void nobody_touches_anothers_address(struct cx *cx)
{
	people(cx);
	struct address a = home(), got = {0};
	a.id = put(cx, AINO, "Secret 1");
	a.rev = 1;
	a.street = "Changed 1";
	put(cx, LEENA, "Her own 1");
	const char *token = address_token(cx, a.id);
	CHECK_OK(address_by_token(cx, AINO, token, &got));
	CHECK_INT(got.id, a.id);
	CHECK_INT(address_by_token(cx, LEENA, token, &got), ERR_NOT_FOUND);
	CHECK_INT(address_by_token(cx, AINO, "", &got), ERR_NOT_FOUND);
	CHECK_INT(address_get(cx, LEENA, a.id, &got), ERR_NOT_FOUND);
	CHECK_INT(address_save(cx, LEENA, &a), ERR_CONFLICT);
	CHECK_INT(address_remove(cx, LEENA, a.id), ERR_NOT_FOUND);
	CHECK_INT(address_make_usual(cx, LEENA, a.id), ERR_NOT_FOUND);
	CHECK_OK(address_get(cx, AINO, a.id, &got));
	CHECK_STR(got.street, "Secret 1");
	CHECK(got.usual);
	/* her own usual one stayed */
	CHECK(usual(cx, LEENA) > 0);
}

static void same_address_is_kept_once(struct cx *cx)
{
	people(cx);
	struct address a = home();
	CHECK_OK(address_keep(cx, AINO, &a));
	CHECK_OK(address_keep(cx, AINO, &a));
	CHECK_INT(count(cx, AINO), 1);
	a.phone = "";
	CHECK_OK(address_keep(cx, AINO, &a));
	CHECK_INT(count(cx, AINO), 2);
}

static void erased_customer_gets_no_address(struct cx *cx)
{
	people(cx);
	struct address a = home();
	int64_t id;
	CHECK_OK(db_run_script(
		cx->db, "UPDATE customer SET archived_ms = 9 WHERE id = 7"));
	CHECK_INT(address_add(cx, AINO, &a, &id), ERR_NOT_FOUND);
	CHECK_INT(count(cx, AINO), 0);
}

static void details_are_saved_over_what_was_seen_alone(struct cx *cx)
{
	struct customer_details d = {0}, now = {0};
	people(cx);
	CHECK_OK(customer_details_get(cx, AINO, &d));
	CHECK_STR(d.name, "Aino");
	CHECK_INT(d.since_ms, 5);
	d.name = "Aino Korhonen";
	d.locale = "sv";
	d.company = "Kaisla Oy";
	d.business_id = "1234567-1";
	CHECK_OK(customer_details_save(cx, AINO, &d));
	CHECK_INT(customer_details_save(cx, AINO, &d), ERR_CONFLICT);
	CHECK_OK(customer_details_get(cx, AINO, &now));
	CHECK_STR(now.company, "Kaisla Oy");
	CHECK_STR(now.locale, "sv");
	CHECK_INT(now.rev, d.rev + 1);
	CHECK_OK(customer_details_get(cx, LEENA, &now));
	CHECK_STR(now.name, "Leena");
}

static void business_id_has_its_check_digit(struct cx *cx)
{
	CHECK_STR(business_id_norm(cx->arena, "1234567-1"), "1234567-1");
	CHECK_STR(business_id_norm(cx->arena, "12345671"), "1234567-1");
	CHECK_STR(business_id_norm(cx->arena, "1234567-2"), NULL);
	CHECK_STR(business_id_norm(cx->arena, "1234567"), NULL);
	CHECK_STR(business_id_norm(cx->arena, "abc"), NULL);
}

int main(void)
{
	return test_run((struct test[]){
		{"the first address is the usual one",
			first_address_is_the_usual_one},
		{"when the usual one goes, the oldest takes its place",
			when_the_usual_one_goes_the_oldest_takes_its_place},
		{"the book holds twenty", book_holds_twenty},
		{"a stale save is refused", stale_save_is_refused},
		{"nobody touches another's address",
			nobody_touches_anothers_address},
		{"the same address is kept once", same_address_is_kept_once},
		{"an erased customer gets no address",
			erased_customer_gets_no_address},
		{"details are saved over what was seen alone",
			details_are_saved_over_what_was_seen_alone},
		{"a business id has its check digit",
			business_id_has_its_check_digit},
		{NULL, NULL},
	});
}
