#include "tests/test.h"

#include <string.h>

#include "lib/form.h"
#include "lib/tr.h"

struct sample {
	const char *name, *note, *email, *size;
	int64_t qty, price, terms;
};

static const char *const sizes[] = {"s", "m-l", NULL};

/* clang-format off */
static const struct field fields[] = {
	FIELD_TEXT(sample, name, N_("Name"), .required = true, .max = 5),
	FIELD_LINES(sample, note, N_("Note"), .max = 100),
	FIELD_EMAIL(sample, email, N_("Email"), .required = true),
	FIELD_CHOICE(sample, size, N_("Size"), .required = true, .choices = sizes),
	FIELD_INT(sample, qty, N_("Quantity"), .required = true, .min = 1, .max = 99),
	FIELD_MONEY(sample, price, N_("Price"), .fallback = -1),
	FIELD_BOOL(sample, terms, N_("Terms"), .required = true),
	FIELD_END,
};
/* clang-format on */

static struct req posted(struct cx *cx, const char *text)
{
	return (struct req){
		.cx = *cx,
		.form = params_decode(cx->arena, text, strlen(text)),
	};
}

static const char good[] =
	"name=+Aino+&note=a%0D%0Ab&email=+a%40b.fi&size=m-l&qty=2&price=12%2C90"
	"&terms=on";

static void good_form_is_read(struct cx *cx)
{
	struct req r = posted(cx, good);
	struct sample s;
	struct form_errors e;

	CHECK_OK(form_read(&r, fields, &s, &e));

	CHECK_INT(e.n, 0);
	CHECK_STR(s.name, "Aino");
	CHECK_STR(s.note, "a\nb");
	CHECK_STR(s.email, "a@b.fi");
	CHECK_STR(s.size, "m-l");
	CHECK_INT(s.qty, 2);
	CHECK_INT(s.price, 1290);
	CHECK_INT(s.terms, 1);
}

static void empty_form_tells_all_that_is_wrong(struct cx *cx)
{
	struct req r = posted(cx, "");
	struct sample s;
	struct form_errors e;

	CHECK_INT(form_read(&r, fields, &s, &e), ERR_INVALID);

	CHECK_INT(e.n, 5);
	CHECK_STR(e.item[0].field, "name");
	CHECK_STR(e.item[1].field, "email");
	CHECK_STR(e.item[2].field, "size");
	CHECK_STR(e.item[3].field, "qty");
	CHECK_STR(e.item[4].field, "terms");
	CHECK_STR(s.name, "");
	CHECK_STR(s.size, "");
	CHECK_INT(s.price, -1); /* its fallback */
}

/* How many complaints a form with one parameter changed has. */
static size_t wrong(struct cx *cx, const char *name, const char *value)
{
	struct req r = posted(cx, good);
	struct param *p = (struct param *)r.form;
	for (; p->name; p++)
		if (strcmp(p->name, name) == 0)
			p->value = value;
	struct sample s;
	struct form_errors e;
	form_read(&r, fields, &s, &e);
	if (e.n)
		CHECK_STR(e.item[0].field, name);
	return e.n;
}

static void limits_are_kept(struct cx *cx)
{
	static const struct {
		const char *name, *value;
		size_t n;
	} cases[] = {
		{"name", "ääääö", 0}, /* characters, not bytes */
		{"name", "123456", 1},
		{"name", " \t\r\n ", 1},
		{"qty", "0", 1},
		{"qty", "1", 0},
		{"qty", "99", 0},
		{"qty", "100", 1},
		{"qty", "-1", 1},
		{"qty", "2147483648", 1},
		{"qty", "99999999999999999999999", 1},
		{"qty", "1.5", 1},
		{"qty", "1e3", 1},
		{"qty", "0x10", 1},
		{"price", "", 0},
		{"price", "-1", 1},
		{"price", "1.999", 1},
		{"price", "99999999999999", 1},
		{"size", "xl", 1},
		{"terms", "0", 1},
		{"email", "a", 1},
		{"email", "@b.fi", 1},
		{"email", "a@b", 1},
		{"email", "a@b..fi", 1},
		{"email", "a@b@c.fi", 1},
		{"email", "a@b.fi>", 1},
		{"email", "a@b.fi\nBcc: x@y.fi", 1},
		{"email", "first.last+tag@sub.b.fi", 0},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t n = wrong(cx, cases[i].name, cases[i].value);
		if (n != cases[i].n)
			printf("# %s=%s\n", cases[i].name, cases[i].value);
		CHECK_INT(n, cases[i].n);
	}
}

static void controls_leave_a_text(struct cx *cx)
{
	struct req r = posted(
		cx, "name=a%01b%0Dc&email=a%40b.fi&size=s&qty=1&terms=1");
	struct sample s;
	struct form_errors e;
	CHECK_OK(form_read(&r, fields, &s, &e));
	CHECK_STR(s.name, "ab c");
}

static void form_is_shown_as_it_was_typed(struct cx *cx)
{
	static const char page[] =
		"{{%AUTOESCAPE context=\"HTML\"}}\n"
		"{{#ERRORS}}{{ERRORS_TITLE}}:{{#ERROR}}[{{FIELD}}]{{/ERROR}}"
		"{{/ERRORS}}\n"
		"name={{NAME}}{{#NAME_ERR}} !{{NAME_MSG}}{{/NAME_ERR}}\n"
		"qty={{QTY}}{{#QTY_ERR}} !{{QTY_MSG}}{{/QTY_ERR}}\n"
		"{{NOTE}}{{EMAIL}}{{PRICE}}{{#EMAIL_ERR}}{{EMAIL_MSG}}"
		"{{/EMAIL_ERR}}{{#PRICE_ERR}}{{PRICE_MSG}}{{/PRICE_ERR}}"
		"{{#SIZE_IS_s}}S{{/SIZE_IS_s}}{{#SIZE_IS_m_l}}ML"
		"{{/SIZE_IS_m_l}}{{#TERMS_ON}}on{{/TERMS_ON}}\n";
	const char *dir = test_dir(cx);
	FILE *f = fopen(arena_printf(cx->arena, "%s/form.tpl", dir), "w");
	fwrite(page, 1, sizeof(page) - 1, f);
	fclose(f);
	CHECK_INT(tpl_init(dir), 0);
	struct req r = posted(
		cx, "name=%3Cb%3Elong&email=a%40b.fi&size=m-l&qty=abc&terms=1");
	struct sample s;
	struct form_errors e;
	CHECK_INT(form_read(&r, fields, &s, &e), ERR_INVALID);

	struct tpl *t = tpl_new(&r.cx, "form.tpl");
	form_show(t, &r, fields, &e);
	struct buf out = {0};
	CHECK_OK(tpl_render(t, &out));

	CHECK(strstr(out.p, "2 things to put right:[name][qty]"));
	CHECK(strstr(out.p, "name=&lt;b&gt;long !Name: at most 5"));
	CHECK(strstr(out.p, "qty=abc !Quantity: enter a whole number"));
	CHECK(strstr(out.p, "a@b.fi"));
	CHECK(strstr(out.p, "MLon"));
	buf_release(&out);
}

int main(void)
{
	return test_run((struct test[]){
		{"good form is read", good_form_is_read},
		{"empty form tells all that is wrong",
			empty_form_tells_all_that_is_wrong},
		{"limits are kept", limits_are_kept},
		{"controls leave a text", controls_leave_a_text},
		{"form is shown as it was typed",
			form_is_shown_as_it_was_typed},
		{NULL, NULL},
	});
}
