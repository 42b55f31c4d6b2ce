/* Pictures of Puoti's own CSV: by address, or by the content's name. */
#include <string.h>
#include <strings.h>

#include "domain/import_puoti.h"
#include "domain/media.h"
#include "domain/product_desk.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { SHA_HEX = 64 };

static bool is_sha(const char *text, size_t n)
{
	return n == SHA_HEX && strspn(text, "0123456789abcdef") >= SHA_HEX;
}

int puoti_picture(const struct puoti_file *f, const struct csv_row *row,
	const char *cell, int64_t *media)
{
	size_t n = strcspn(cell, " ");
	bool named = is_sha(cell, n);
	const char *url = named ? cell + n + strspn(cell + n, " ") : cell;
	const char *sha = named ? arena_strndup(f->cx->arena, cell, n) : NULL;
	bool web = !strncasecmp(url, "https://", 8) ||
		   !strncasecmp(url, "http://", 7);
	*media = 0;
	if ((!named && !web) || strpbrk(url, " \t\r\n")) {
		import_note(f->cx, f->report, row->line, IMPORT_WARNING,
			"%s: the picture \"%.80s\" was left out: neither an "
			"address nor a picture's own name",
			puoti_cell(f, row, "slug"), cell);
		return OK;
	}
	return media_add_named(f->cx, sha, web ? url : "", media);
}

static int alts_apply(struct puoti_file *f, const struct puoti_product *p,
	const int64_t *ids, size_t n, const char *locale)
{
	const char *cell = puoti_cell_in(f, p->rows, "picture_alts", locale);
	size_t alts;
	const char **alt = puoti_lines(f, cell, &alts);
	int rc = OK;
	for (size_t i = 0; cell && rc == OK && i < n; i++) {
		const char *was = "", *now = i < alts ? alt[i] : "";
		if (ids[i])
			rc = desk_alt(f->cx, ids[i], locale, &was);
		if (rc == OK && ids[i] && strcmp(was, now) != 0)
			rc = media_set_alt(f->cx, ids[i], locale, now);
	}
	return rc;
}

/* Exactly these, in this order. */
static int attach(struct puoti_file *f, const struct puoti_product *p,
	const int64_t *ids, size_t n)
{
	struct desk_picture *have;
	size_t m;
	int rc = desk_pictures(f->cx, p->id, &have, &m);
	for (size_t i = 0; rc == OK && i < m; i++) {
		bool wanted = false;
		for (size_t k = 0; k < n; k++)
			wanted |= ids[k] == have[i].id;
		if (!wanted)
			rc = media_detach(f->cx, p->id, have[i].id);
	}
	for (size_t i = 0; rc == OK && i < n; i++)
		if (ids[i])
			rc = media_attach(f->cx, p->id, ids[i]);
	for (size_t i = m ? n : 0; i-- > 0 && rc == OK;)
		if (ids[i])
			rc = media_move_first(f->cx, p->id, ids[i]);
	return rc;
}

int puoti_pictures_apply(struct puoti_file *f, const struct puoti_product *p)
{
	const char *cell = puoti_cell(f, p->rows, "pictures");
	size_t n;
	const char **all = puoti_lines(f, cell, &n);
	int64_t *ids = ARENA_ARRAY(f->cx->arena, int64_t, n + 1);
	int rc = OK;
	if (!cell)
		return OK;
	for (size_t i = 0; rc == OK && i < n; i++)
		if (*all[i])
			rc = puoti_picture(f, p->rows, all[i], &ids[i]);
	f->report->pictures += (int64_t)n;
	if (rc == OK)
		rc = attach(f, p, ids, n);
	for (size_t l = 0; rc == OK && tr_langs[l].code; l++)
		rc = alts_apply(f, p, ids, n, tr_langs[l].code);
	return rc;
}
