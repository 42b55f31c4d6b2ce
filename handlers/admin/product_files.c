/* Documents that buyers download: the owner names, adds and removes them. */
#include "handlers/admin/product_files.h"

#include <stdio.h>
#include <string.h>

#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

static const struct ask_choice file_kinds[] = {
	{"manual", N_("Manual")},
	{"safety", N_("Safety data")},
	{"declaration", N_("Declaration of conformity")},
	{"care", N_("Care")},
	{"other", N_("Another document")},
	{NULL, NULL},
};
static const struct ask_choice file_locales[] = {
	{"", N_("Every language")},
	{"en", "English"},
	{"fi", "Suomi"},
	{"sv", "Svenska"},
	{NULL, NULL},
};
static const struct ask file_name_ask = {"file_name", N_("Name"),
	N_("As buyers see it. Empty: the file’s own."), ASK_LINE, 100, false, 0,
	NULL};
static const struct ask file_kind_ask = {
	"file_kind", N_("Kind"), NULL, ASK_CHOICE, 0, false, 0, file_kinds};
static const struct ask file_locale_ask = {"file_locale", N_("Language"), NULL,
	ASK_CHOICE, 0, false, 0, file_locales};

static const char *size_words(struct arena *a, int64_t bytes)
{
	enum { KB = 1024 };
	return bytes < KB * KB ? arena_printf(a, tr("%lld KB"),
					 (long long)((bytes + KB - 1) / KB))
			       : arena_printf(a, tr("%lld MB"),
					 (long long)((bytes + KB * KB - 1) /
						     (KB * KB)));
}

int product_files_show(struct tpl *t, struct fields *f, int64_t product)
{
	struct arena *a = f->r->cx.arena;
	struct product_file *all;
	size_t n;
	int rc = product_file_list(&f->r->cx, product, &all, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct tpl *s = tpl_section(t, "FILE");
		const char *suffix = arena_printf(
			a, "%lld", (long long)all[i].id);
		const char *drop = field_name(a, "file_drop", suffix);
		tpl_text(s, "NAME", all[i].name);
		tpl_text(s, "SIZE", size_words(a, all[i].size));
		ask_show(s, "FIELDS", f, &file_name_ask, suffix, all[i].name);
		ask_show(s, "FIELDS", f, &file_kind_ask, suffix, all[i].kind);
		ask_show(s, "FIELDS", f, &file_locale_ask, suffix,
			all[i].locale);
		tpl_text(s, "DROP_NAME", drop);
		tpl_show_if(s, "DROPPED", field_checked(f, drop, false));
	}
	ask_show(t, "NEW_FIELDS", f, &file_name_ask, "new", "");
	ask_show(t, "NEW_FIELDS", f, &file_kind_ask, "new", "manual");
	ask_show(t, "NEW_FIELDS", f, &file_locale_ask, "new", "");
	return rc;
}

static struct product_file_data read_file_data(
	struct fields *f, const char *suffix)
{
	return (struct product_file_data){
		.name = ask_text(f, &file_name_ask, suffix),
		.kind = ask_choice(f, &file_kind_ask, suffix),
		.locale = ask_choice(f, &file_locale_ask, suffix)};
}

/* "Manual.pdf" -> "Manual" */
static const char *name_of(struct arena *a, const char *filename)
{
	size_t n = strlen(filename);
	if (n > 4 && strcmp(filename + n - 4, ".pdf") == 0)
		n -= 4;
	return text_cut(a, arena_strndup(a, filename, n), 100);
}

static void read_upload(
	struct fields *f, const struct upload *u, struct file_in *in)
{
	struct arena *a = f->r->cx.arena;
	FILE *file = u->size <= PRODUCT_FILE_MAX ? fopen(u->path, "rbe") : NULL;
	if (!file) {
		field_error(f, "file", tr("The file is larger than 10 MB."));
		return;
	}
	char *bytes = arena_alloc(a, u->size + 1);
	in->n = fread(bytes, 1, u->size, file);
	in->bytes = bytes;
	fclose(file);
	const char *problem = product_file_problem(in->bytes, in->n);
	if (problem)
		field_error(f, "file", problem);
	in->data = read_file_data(f, "new");
	if (!*in->data.name)
		in->data.name = name_of(a, u->filename);
}

void product_file_read(struct fields *f, struct file_in *in)
{
	const struct upload *u = f->r->uploads;
	for (; u && u->field; u++)
		if (strcmp(u->field, "file") == 0 && u->size > 0) {
			read_upload(f, u, in);
			return;
		}
}

int product_files_write(struct fields *f, int64_t product)
{
	struct req *r = f->r;
	struct product_file *all;
	size_t n;
	int rc = product_file_list(&r->cx, product, &all, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		const char *suffix = arena_printf(
			r->cx.arena, "%lld", (long long)all[i].id);
		const char *drop = field_name(r->cx.arena, "file_drop", suffix);
		struct product_file_data data = read_file_data(f, suffix);
		if (req_form_param(r, drop))
			rc = product_file_remove(&r->cx, product, all[i].id);
		else if (*data.name)
			rc = product_file_set(
				&r->cx, product, all[i].id, &data);
	}
	return rc;
}
