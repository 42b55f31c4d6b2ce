#ifndef HANDLERS_ADMIN_SETTINGS_H
#define HANDLERS_ADMIN_SETTINGS_H

#include <stdbool.h>

#include "handlers/admin/fields.h"

/* Between handlers/admin/settings*.c: what the owner sets, as data. */

/* What a field must look like besides its kind. */
enum setting_check { ANY, IBAN, BIC, LINK };

struct setting_line {
	struct ask ask; /* its name is the setting's code */
	bool local;     /* one field a language */
	enum setting_check check;
};

enum { SETTING_LINES = 14 };

/* A page of settings: one form. */
struct setting_part {
	const char *code, *name, *intro;
	struct setting_line lines[SETTING_LINES];
};

/* In the order of their pages, each {NULL} ended. */
extern const struct setting_part settings_shop[], settings_sale[],
	settings_people[];

#endif
