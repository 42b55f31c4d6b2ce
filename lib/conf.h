#ifndef LIB_CONF_H
#define LIB_CONF_H

#include <stdbool.h>
#include <stdint.h>

/*
 * What the operator sets: DIR/puoti.conf ("key = value"), each overridden by
 * PUOTI_KEY in the environment.  What the owner sets lives in the database
 * (domain/setting.h).
 */
struct conf {
	const char *dir;        /* --data: the shop's directory, absolute */
	const char *share;      /* templates, static, migrations, demo */
	const char *locale_dir; /* compiled translations */
	const char *base_url; /* "https://shop.example", no slash at the end */
	const char *zone;     /* "Europe/Helsinki" */
	const char *mail_url; /* "smtp://...", "smtps://...", "file:" */
	const char *mail_user, *mail_password;
	/* A stand-in of payment providers on this machine, for tests; "" none.
	 * Refused when the shop's address is https. */
	const char *pay_standin;
	const char *root_lang; /* "en" */
	int64_t workers;
	int64_t backlog;
	bool demo;    /* demo card page, demo notice */
	bool limits;  /* rate limits per network address, also nginx's */
	int64_t port; /* nginx of scripts/demo */
};

/* Read; ERR_INVALID after logging each wrong row.  Strings live for ever. */
int conf_load(struct conf *c, const char *dir);

/* DIR/name, for ever allocated (start-up only). */
const char *conf_path(const struct conf *c, const char *name);

/* SHARE/name: templates, migrations and the like; for ever allocated. */
const char *conf_share(const struct conf *c, const char *name);

/* True when base_url is https: cookies are then Secure and __Host-. */
bool conf_is_secure(const struct conf *c);

#endif
