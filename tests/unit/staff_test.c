#include "tests/test.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "domain/staff.h"
#include "lib/clock.h"
#include "lib/db.h"

#define EMAIL    "owner@shop.example"
#define PASSWORD "a long password"

static int64_t owner(struct cx *cx)
{
	int64_t id = 0;
	CHECK_OK(staff_add(cx, EMAIL, "Sanni", PASSWORD, &id));
	return id;
}

static const char *login(struct cx *cx)
{
	const char *token = NULL;
	CHECK_OK(staff_login(cx, EMAIL, PASSWORD, "192.0.2.1", true, &token));
	return token;
}

static int find(struct cx *cx, const char *token)
{
	struct staff_session_row row;
	return staff_session_find(cx, token, &row);
}

static void login_makes_a_session_that_says_who(struct cx *cx)
{
	int64_t id = owner(cx);
	const char *token = NULL;
	struct staff_session_row row;

	CHECK_OK(staff_login(cx, " OWNER@shop.example ", PASSWORD, "192.0.2.1",
		true, &token));

	CHECK_OK(staff_session_find(cx, token, &row));
	CHECK_INT(row.staff, id);
	CHECK_STR(row.name, "Sanni");
}

static void language_of_a_person_is_known(struct cx *cx)
{
	int64_t id = owner(cx);
	struct db_stmt *q = DB_SQL(
		cx->db, "UPDATE staff SET locale = 'fi' WHERE id = :id");
	db_bind_int(q, ":id", id);
	CHECK_OK(db_exec_one(q));

	CHECK_STR(staff_locale(cx, id), "fi");
	CHECK_STR(staff_locale(cx, id + 1), "");
}

static void token_itself_is_not_stored(struct cx *cx)
{
	owner(cx);
	const char *token = login(cx);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM session WHERE token_sha256 = :token");
	db_bind_text(q, ":token", token);
	CHECK_OK(db_one(q));
	CHECK_INT(db_next_int(q), 0);
	db_done(q);
}

static void wrong_password_and_unknown_address_look_alike(struct cx *cx)
{
	const char *token;
	owner(cx);

	CHECK_INT(staff_login(
			  cx, EMAIL, "another one", "192.0.2.1", true, &token),
		ERR_DENIED);
	CHECK_INT(staff_login(cx, "nobody@shop.example", PASSWORD, "192.0.2.1",
			  true, &token),
		ERR_DENIED);
	CHECK_INT(staff_login(cx, "nobody@shop.example", "nobody has this",
			  "192.0.2.1", true, &token),
		ERR_DENIED);
}

static void guess_from(struct cx *cx, const char *email, const char *remote,
	int times, bool limits)
{
	const char *token;
	for (int i = 0; i < times; i++)
		CHECK_INT(staff_login(cx, email, "not the password", remote,
				  limits, &token),
			ERR_DENIED);
}

static void guess(struct cx *cx, const char *email, int times, bool limits)
{
	guess_from(cx, email, "192.0.2.1", times, limits);
}

static int try_from(struct cx *cx, const char *email, const char *remote)
{
	const char *token;
	return staff_login(cx, email, PASSWORD, remote, true, &token);
}

static void ten_failures_close_the_account_for_a_while(struct cx *cx)
{
	owner(cx);
	guess(cx, EMAIL, 10, true);

	CHECK_INT(try_from(cx, EMAIL, "192.0.2.1"), ERR_TOO_MANY);
	/* written otherwise too */
	CHECK_INT(
		try_from(cx, "Owner@Shop.example", "192.0.2.1"), ERR_TOO_MANY);

	cx->now += 15 * MS_MINUTE;
	CHECK_OK(try_from(cx, EMAIL, "192.0.2.1"));
}

static void a_stranger_cannot_keep_the_owner_out(struct cx *cx)
{
	owner(cx);
	guess(cx, EMAIL, 10, true);
	CHECK_OK(try_from(cx, EMAIL, "192.0.2.9"));
}

static void many_networks_close_the_account_to_all(struct cx *cx)
{
	owner(cx);
	for (int i = 0; i < 5; i++)
		guess_from(cx, EMAIL,
			arena_printf(cx->arena, "198.51.100.%d", i), 10, true);
	CHECK_INT(try_from(cx, EMAIL, "192.0.2.9"), ERR_TOO_MANY);
}

static void neighbours_in_ipv6_are_one_network(struct cx *cx)
{
	owner(cx);
	for (int i = 0; i < 10; i++)
		guess_from(cx, EMAIL,
			arena_printf(cx->arena, "2001:db8:1:2::%x", i), 1,
			true);
	CHECK_INT(try_from(cx, EMAIL, "2001:db8:1:2:ffff::1"), ERR_TOO_MANY);
	CHECK_OK(try_from(cx, EMAIL, "2001:db8:1:3::1"));
	for (int i = 0; i < 2; i++)
		CHECK_OK(attempt_add(
			cx, "track", i ? "2001:db8::1" : "2001:db8::2", 1000));
	CHECK_INT(attempt_check(cx, "track", "2001:db8::3", 2, 1000),
		ERR_TOO_MANY);
	/* all of IPv4 seen through IPv6 is not one */
	CHECK_OK(attempt_add(cx, "track", "::ffff:192.0.2.1", 1000));
	CHECK_OK(attempt_check(cx, "track", "::ffff:192.0.2.2", 1, 1000));
}

static void other_accounts_stay_open_meanwhile(struct cx *cx)
{
	owner(cx);
	guess(cx, "nobody@shop.example", 10, true);
	CHECK(login(cx) != NULL);
}

static void without_limits_nothing_is_counted(struct cx *cx)
{
	const char *token;
	owner(cx);
	guess(cx, EMAIL, 12, false);
	CHECK_OK(staff_login(cx, EMAIL, PASSWORD, "192.0.2.1", false, &token));
}

/* What the program says on standard error meanwhile. */
static const char *log_of_guessing(struct cx *cx)
{
	char *said = arena_alloc(cx->arena, 8192);
	FILE *log = tmpfile();
	int before = dup(STDERR_FILENO);
	dup2(fileno(log), STDERR_FILENO);
	guess(cx, EMAIL, 10, true);
	CHECK_INT(try_from(cx, EMAIL, "192.0.2.1"), ERR_TOO_MANY);
	CHECK_OK(try_from(cx, EMAIL, "192.0.2.9"));
	dup2(before, STDERR_FILENO);
	close(before);
	rewind(log);
	said[fread(said, 1, 8191, log)] = '\0';
	fclose(log);
	return said;
}

static void logins_are_on_record_without_names(struct cx *cx)
{
	owner(cx);
	const char *said = log_of_guessing(cx);
	CHECK(strstr(said, "event=login_refused reason=password"));
	CHECK(strstr(said, "event=login_refused reason=limit"));
	CHECK(strstr(said, "event=login staff=1"));
	CHECK(!strstr(said, "owner"));
	CHECK(!strstr(said, "192.0"));
}

static void attempts_hold_no_address_in_clear(struct cx *cx)
{
	guess(cx, EMAIL, 1, true);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM attempt"
		" WHERE replace(subject, 'owner', '') <> subject"
		" OR replace(subject, '192.0', '') <> subject");
	CHECK_OK(db_one(q));
	CHECK_INT(db_next_int(q), 0);
	db_done(q);
}

static void each_login_gives_another_token(struct cx *cx)
{
	owner(cx);
	const char *first = login(cx), *second = login(cx);

	CHECK(strcmp(first, second) != 0);
	CHECK_OK(staff_logout(cx, first));
	CHECK_INT(find(cx, first), ERR_NOT_FOUND);
	CHECK_OK(find(cx, second));
}

static void idle_session_ends(struct cx *cx)
{
	owner(cx);
	const char *token = login(cx);

	cx->now += STAFF_IDLE_MS - MS_MINUTE;
	CHECK_OK(find(cx, token));
	CHECK_OK(staff_session_seen(cx, token));
	cx->now += STAFF_IDLE_MS - MS_MINUTE;
	CHECK_OK(find(cx, token));
	cx->now += 2 * MS_MINUTE;
	CHECK_INT(find(cx, token), ERR_NOT_FOUND);
}

static void busy_session_ends_too(struct cx *cx)
{
	owner(cx);
	const char *token = login(cx);
	for (int day = 0; day < STAFF_ABSOLUTE_DAYS; day++) {
		for (int i = 0; i < 3; i++) {
			CHECK_OK(find(cx, token));
			CHECK_OK(staff_session_seen(cx, token));
			cx->now += 8 * MS_HOUR;
		}
	}
	CHECK_INT(find(cx, token), ERR_NOT_FOUND);
}

static int64_t seen_ms(struct cx *cx)
{
	struct db_stmt *q = DB_SQL(cx->db, "SELECT seen_ms FROM session");
	CHECK_OK(db_one(q));
	int64_t ms = db_next_int(q);
	db_done(q);
	return ms;
}

static void being_seen_is_written_every_five_minutes(struct cx *cx)
{
	owner(cx);
	const char *token = login(cx);
	int64_t began = cx->now;

	cx->now += 4 * MS_MINUTE;
	CHECK_OK(staff_session_seen(cx, token));
	CHECK_INT(seen_ms(cx), began);
	cx->now += 2 * MS_MINUTE;
	CHECK_OK(staff_session_seen(cx, token));
	CHECK_INT(seen_ms(cx), cx->now);
}

static void new_password_ends_all_sessions(struct cx *cx)
{
	int64_t id = owner(cx);
	const char *token = login(cx);

	CHECK_OK(staff_set_password(cx, id, "an even longer one"));

	CHECK_INT(find(cx, token), ERR_NOT_FOUND);
	CHECK_INT(staff_login(cx, EMAIL, PASSWORD, "192.0.2.1", true, &token),
		ERR_DENIED);
}

static void bad_accounts_are_refused(struct cx *cx)
{
	int64_t id = owner(cx);
	CHECK_INT(staff_add(cx, "OWNER@shop.example", "", PASSWORD, &id),
		ERR_CONFLICT);
	CHECK_INT(staff_add(cx, "no address", "", PASSWORD, &id), ERR_INVALID);
	CHECK_INT(
		staff_add(cx, "b@shop.example", "", "short", &id), ERR_INVALID);
	CHECK_INT(staff_set_password(cx, 4711, PASSWORD), ERR_NOT_FOUND);
}

static void common_passwords_are_refused(struct cx *cx)
{
	static const char *const common[] = {"password1", "12345678",
		"qwertyui", "iloveyou", "Football", "letmein123", "aaaaaaaa"};
	int64_t id = owner(cx);
	for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		CHECK_INT(staff_set_password(cx, id, common[i]), ERR_INVALID);
	CHECK_OK(staff_set_password(cx, id, "kolme kuppia kahvia"));
}

int main(void)
{
	return test_run((struct test[]){
		{"login makes a session that says who",
			login_makes_a_session_that_says_who},
		{"language of a person is known",
			language_of_a_person_is_known},
		{"token itself is not stored", token_itself_is_not_stored},
		{"wrong password and unknown address look alike",
			wrong_password_and_unknown_address_look_alike},
		{"ten failures close the account for a while",
			ten_failures_close_the_account_for_a_while},
		{"a stranger cannot keep the owner out",
			a_stranger_cannot_keep_the_owner_out},
		{"many networks close the account to all",
			many_networks_close_the_account_to_all},
		{"neighbours in IPv6 are one network",
			neighbours_in_ipv6_are_one_network},
		{"other accounts stay open meanwhile",
			other_accounts_stay_open_meanwhile},
		{"without limits nothing is counted",
			without_limits_nothing_is_counted},
		{"logins are on record without names",
			logins_are_on_record_without_names},
		{"attempts hold no address in clear",
			attempts_hold_no_address_in_clear},
		{"each login gives another token",
			each_login_gives_another_token},
		{"idle session ends", idle_session_ends},
		{"busy session ends too", busy_session_ends_too},
		{"being seen is written every five minutes",
			being_seen_is_written_every_five_minutes},
		{"new password ends all sessions",
			new_password_ends_all_sessions},
		{"bad accounts are refused", bad_accounts_are_refused},
		{"common passwords are refused", common_passwords_are_refused},
		{NULL, NULL},
	});
}
