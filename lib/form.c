#include "lib/form.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/err.h"
#include "lib/money.h"
#include "lib/text.h"
#include "lib/tr.h"

void form_error(
	struct form_errors *errors, const char *field, const char *message)
{
	if (errors->n == FORM_ERRORS_MAX)
		return;
	errors->item[errors->n].field = field;
	errors->item[errors->n].message = message;
	errors->n++;
}

/* "Email: enter an address": the label, then what is wrong with it. */
static int wrong(struct req *r, struct form_errors *errors,
	const struct field *f, const char *what)
{
	form_error(errors, f->name,
		arena_printf(r->cx.arena, "%s: %s", tr(f->label), what));
	return ERR_INVALID;
}

static bool is_control(unsigned char c, bool lines)
{
	return c == 0x7f || (c < ' ' && !(lines && (c == '\n' || c == '\t')));
}

const char *form_clean(struct arena *a, const char *raw, bool lines)
{
	char *out = arena_alloc(a, strlen(raw) + 1);
	char *at = out;
	for (const char *p = raw; *p; p++) {
		if (*p == '\r') {
			if (p[1] == '\n')
				continue;
			*at++ = lines ? '\n' : ' ';
		} else if (!lines && (*p == '\n' || *p == '\t')) {
			*at++ = ' ';
		} else if (!is_control((unsigned char)*p, lines)) {
			*at++ = *p;
		}
	}
	return text_trim(a, out);
}

static int read_text(struct req *r, const struct field *f, const char *raw,
	struct form_errors *errors, const char **out)
{
	const char *text = form_clean(
		r->cx.arena, raw, f->type == FIELD_TYPE_LINES);
	*out = text;
	if (!*text)
		return f->required ? wrong(r, errors, f, tr("fill this in"))
				   : OK;
	int64_t n = (int64_t)utf8_length(text);
	if (f->max && n > f->max)
		return wrong(r, errors, f,
			arena_printf(r->cx.arena, tr("at most %lld characters"),
				(long long)f->max));
	if (n < f->min)
		return wrong(r, errors, f,
			arena_printf(r->cx.arena,
				tr("at least %lld characters"),
				(long long)f->min));
	if (f->type == FIELD_TYPE_EMAIL && !email_is_plausible(text))
		return wrong(r, errors, f,
			tr("enter an address such as name@example.com"));
	return OK;
}

static int read_choice(struct req *r, const struct field *f, const char *raw,
	struct form_errors *errors, const char **out)
{
	*out = "";
	for (const char *const *c = f->choices; c && *c; c++) {
		if (strcmp(*c, raw) == 0) {
			*out = *c;
			return OK;
		}
	}
	if (!*raw && !f->required)
		return OK;
	return wrong(r, errors, f, tr("choose one"));
}

/* True for a whole number and nothing else. */
static bool int_parse(const char *text, int64_t *out)
{
	char *end;
	errno = 0;
	long long v = strtoll(text, &end, 10);
	if (errno || end == text || *end)
		return false;
	*out = v;
	return true;
}

static bool money_minor_parse(const char *text, int64_t *out)
{
	struct money m;
	if (!money_parse(text, &m))
		return false;
	*out = m.minor;
	return true;
}

static const char *bound_words(
	struct arena *a, const struct field *f, int64_t v)
{
	bool low = v < f->min;
	int64_t bound = low ? f->min : f->max;
	const char *number = f->type == FIELD_TYPE_MONEY
				     ? money_plain(a, money(bound))
				     : arena_printf(
					       a, "%lld", (long long)bound);
	return low ? arena_printf(a, tr("at least %s"), number)
		   : arena_printf(a, tr("at most %s"), number);
}

static int read_number(struct req *r, const struct field *f, const char *raw,
	struct form_errors *errors, int64_t *out)
{
	bool is_money = f->type == FIELD_TYPE_MONEY;
	const char *text = form_clean(r->cx.arena, raw, false);
	*out = f->fallback;
	if (!*text)
		return f->required ? wrong(r, errors, f, tr("fill this in"))
				   : OK;
	int64_t v;
	if (!(is_money ? money_minor_parse(text, &v) : int_parse(text, &v)))
		return wrong(r, errors, f,
			is_money ? tr("enter an amount such as 12.90")
				 : tr("enter a whole number"));
	/* max 0 with min 0: no upper bound was given */
	if (v < f->min ||
		((f->max || f->min > 0) && v > f->max && f->max >= f->min))
		return wrong(r, errors, f, bound_words(r->cx.arena, f, v));
	*out = v;
	return OK;
}

static int read_field(struct req *r, const struct field *f, char *at,
	struct form_errors *errors)
{
	const char *raw = req_form_param(r, f->name);
	int rc = OK;
	int64_t number = 0;
	const char *text = "";
	switch (f->type) {
	case FIELD_TYPE_BOOL:
		number = raw && *raw && strcmp(raw, "0") != 0;
		if (f->required && !number)
			rc = wrong(r, errors, f, tr("tick this to go on"));
		memcpy(at, &number, sizeof(number));
		return rc;
	case FIELD_TYPE_INT:
	case FIELD_TYPE_MONEY:
		rc = read_number(r, f, raw ? raw : "", errors, &number);
		memcpy(at, &number, sizeof(number));
		return rc;
	case FIELD_TYPE_CHOICE:
		rc = read_choice(r, f, raw ? raw : "", errors, &text);
		break;
	default:
		rc = read_text(r, f, raw ? raw : "", errors, &text);
		break;
	}
	memcpy(at, &text, sizeof(const char *));
	return rc;
}

int form_read(struct req *r, const struct field *fields, void *out,
	struct form_errors *errors)
{
	int rc = OK;
	errors->n = 0;
	for (const struct field *f = fields; f->type != FIELD_TYPE_END; f++)
		if (read_field(r, f, (char *)out + f->offset, errors) < 0)
			rc = ERR_INVALID;
	return rc;
}
