#include "lib/tr.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* glibc's count of catalogue changes: a changed LANGUAGE is only looked at
 * after it has moved. */
extern int _nl_msg_cat_cntr; /* NOLINT(bugprone-reserved-identifier) */

const struct tr_lang tr_langs[] = {
	{"en", "English", "en_GB"},
	{"fi", "Suomi", "fi_FI"},
	{"sv", "Svenska", "sv_FI"},
	{NULL, NULL, NULL},
};

static int in_use; /* index in tr_langs; 0 is the language of the source */

int tr_lang_index(const char *code)
{
	for (int i = 0; i < TR_LANGS; i++)
		if (code && strcmp(tr_langs[i].code, code) == 0)
			return i;
	return -1;
}

const char *tr_place(const char *code)
{
	int i = tr_lang_index(code);
	return i < 0 ? code : tr_langs[i].place;
}

void tr_init(const char *dir)
{
	/* Needs no locale of the system but this one, which glibc has built
	 * in; with plain "C" gettext would never look at a catalogue. */
	setlocale(LC_ALL, "C.UTF-8");
	bindtextdomain("puoti", dir);
	bind_textdomain_codeset("puoti", "UTF-8");
	textdomain("puoti");
	in_use = 0;
}

void tr_use(const char *code)
{
	int i = tr_lang_index(code);
	if (i < 0)
		i = 0;
	if (i == in_use)
		return;
	in_use = i;
	if (i == 0)
		return; /* tr() answers without gettext */
	setenv("LANGUAGE", tr_langs[i].code, 1);
	++_nl_msg_cat_cntr;
}

const char *tr(const char *msgid)
{
	/* An empty msgid is the catalogue's header. */
	return in_use && *msgid ? gettext(msgid) : msgid;
}

const char *tr_n(const char *one, const char *many, long n)
{
	if (!in_use)
		return n == 1 || n == -1 ? one : many;
	return ngettext(one, many, (unsigned long)(n < 0 ? -n : n));
}
