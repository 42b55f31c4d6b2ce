/* What came of an import, in words. */
#include <string.h>

#include "domain/import_run.h"
#include "lib/arena.h"
#include "lib/err.h"
#include "lib/tr.h"

static void add_count(
	struct buf *b, const char *what, const struct import_count *c)
{
	buf_addf(b, tr("%s: %lld (%lld new, %lld changed, %lld unchanged)\n"),
		what,
		(long long)c->new + (long long)c->changed + (long long)c->same,
		(long long)c->new, (long long)c->changed, (long long)c->same);
}

static void add_notes(struct buf *b, struct import_report *r)
{
	size_t n;
	const struct import_note *notes = import_notes(r, &n);
	for (size_t i = 0; i < n; i++) {
		const char *level = notes[i].level == IMPORT_ERROR
					    ? tr("error")
					    : tr("warning");
		if (notes[i].line > 0)
			buf_addf(
				b, tr("line %lld: "), (long long)notes[i].line);
		buf_addf(b, "%s: %s\n", level, notes[i].text);
	}
}

static const char *outcome(const struct import_report *r, int rc, bool dry_run)
{
	bool same = r->products.new + r->products.changed + r->rates.new +
			    r->rates.changed + r->pictures_given ==
		    0;
	if (rc == ERR_INVALID && r->errors > 0)
		return tr("Nothing was changed: mend the errors first.");
	if (rc == ERR_BUSY)
		return tr("The shop is busy, try again.");
	if (rc < 0)
		return tr("It failed, nothing was changed.");
	if (dry_run)
		return tr("Dry run: nothing was changed.");
	return same ? tr("Nothing has changed since the last import.")
		    : tr("Imported.");
}

const char *import_report_text(
	struct cx *cx, struct import_report *r, int rc, bool dry_run)
{
	struct buf b = {0};
	add_notes(&b, r);
	if (r->ignored)
		buf_addf(&b, tr("columns not used: %s\n"), r->ignored);
	if (b.len)
		buf_addc(&b, '\n');
	buf_addf(&b, tr("rows read: %lld\n"), (long long)r->rows);
	if (r->rates.new || r->rates.changed || r->rates.same)
		add_count(&b, tr("tax rates"), &r->rates);
	add_count(&b, tr("products"), &r->products);
	add_count(&b, tr("variants"), &r->variants);
	if (r->variants_gone)
		buf_addf(&b, tr("variants archived: %lld\n"),
			(long long)r->variants_gone);
	buf_addf(&b, tr("pictures: %lld (%lld new)\n"), (long long)r->pictures,
		(long long)r->pictures_new);
	if (r->pictures_given)
		buf_addf(&b, tr("pictures from the zip: %lld\n"),
			(long long)r->pictures_given);
	buf_addf(
		&b, tr("categories: %lld new\n"), (long long)r->categories_new);
	buf_addf(&b, tr("old addresses: %lld\n"), (long long)r->addresses);
	buf_addf(&b, tr("warnings: %lld\nerrors: %lld\n"),
		(long long)r->warnings, (long long)r->errors);
	buf_addf(&b, "%s\n", outcome(r, rc, dry_run));
	const char *text = arena_strndup(cx->arena, b.p, b.len);
	buf_release(&b);
	return text;
}

const char *import_report_sums(const char *report)
{
	const char *sums = report;
	const char *gap;
	while ((gap = strstr(sums, "\n\n")))
		sums = gap + 2;
	return sums;
}
