/* VAT numbers of businesses elsewhere in the EU, each with the address that
 * uses it.  The owner says which are valid. */
#include "domain/desk.h"

#define VAT_MATCHES                                                \
	" FROM vat_number v WHERE (:show = '' OR v.state = :show)" \
	" AND (:find = '' OR replace(lower(v.vat_id), :find, '')"  \
	"  <> lower(v.vat_id)"                                     \
	"  OR replace(v.email_norm, :find, '') <> v.email_norm"    \
	"  OR replace(lower(v.company), :find, '') <> lower(v.company))"
#define VAT_ROWS                                                      \
	"SELECT v.id, 0, v.vat_id, v.company, v.email_norm, v.state," \
	" coalesce(v.checked_day, 0)" VAT_MATCHES
#define VAT_SLICE ", v.id LIMIT :limit OFFSET :offset"

TABLE_SQL(vat_count, "SELECT count(*)" VAT_MATCHES);
TABLE_SQL(by_time, VAT_ROWS " ORDER BY v.asked_ms DESC" VAT_SLICE);
TABLE_SQL(by_time_down, VAT_ROWS " ORDER BY v.asked_ms" VAT_SLICE);
TABLE_SQL(by_number, VAT_ROWS " ORDER BY v.vat_id" VAT_SLICE);
TABLE_SQL(by_number_down, VAT_ROWS " ORDER BY v.vat_id DESC" VAT_SLICE);

TABLE_SQL(vat_find,
	"SELECT id, rev, 0, 0, vat_id, email_norm, company, state,"
	" checked_day, note, asked_ms FROM vat_number WHERE id = :id");
TABLE_SQL(vat_clash, "SELECT count(*) FROM vat_number WHERE vat_id = :vat_id"
		     " AND email_norm = :email_norm AND id <> :id");
TABLE_SQL(vat_insert,
	"INSERT INTO vat_number (vat_id, email_norm, company, state,"
	" checked_day, note, asked_ms) VALUES (:vat_id, :email_norm,"
	" :company, :state, :checked_day, :note, :now) RETURNING id");
TABLE_SQL(vat_update,
	"UPDATE vat_number SET vat_id = :vat_id, email_norm = :email_norm,"
	" company = :company, state = :state, checked_day = :checked_day,"
	" note = :note, rev = rev + 1 WHERE id = :id AND rev = :rev");
TABLE_SQL(vat_remove, "DELETE FROM vat_number WHERE id = :id");
TABLE_SQL(vat_reinsert,
	"INSERT INTO vat_number (id, vat_id, email_norm, company, state,"
	" checked_day, note, asked_ms, rev) VALUES (:id, :vat_id,"
	" :email_norm, :company, :state, :checked_day, :note, :asked_ms,"
	" :rev)");

/* Columns of the list: number, company, e-mail, state, day of the check. */
const struct table vat_number_table = {
	.entity = "vat_number",
	.clash_field = "vat_id",
	.fields =
		(const struct table_field[]){
			{"vat_id", TABLE_TEXT},
			{"email_norm", TABLE_TEXT},
			{"company", TABLE_TEXT},
			{"state", TABLE_TEXT},
			{"checked_day", TABLE_INT_OR_NULL},
			{"note", TABLE_TEXT},
			{"asked_ms", TABLE_INT},
			{NULL, 0},
		},
	.sorts =
		(const struct table_sort[]){
			{"time", by_time, by_time_down},
			{"number", by_number, by_number_down},
			{NULL, NULL, NULL},
		},
	.columns = 5,
	.count = vat_count,
	.find = vat_find,
	.insert = vat_insert,
	.update = vat_update,
	.clash = vat_clash,
	.remove = vat_remove,
	.reinsert = vat_reinsert,
};
