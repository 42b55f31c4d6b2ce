#include "lib/tar.h"

#include <stdbool.h>
#include <string.h>

#include "lib/err.h"

/* POSIX.1-2017, pax, "ustar Interchange Format": where the fields stand. */
enum {
	BLOCK = 512,
	AT_MODE = 100,
	AT_UID = 108,
	AT_GID = 116,
	AT_SIZE = 124,
	AT_MTIME = 136,
	AT_SUM = 148,
	AT_TYPE = 156,
	AT_MAGIC = 257,
	AT_DEV = 329, /* major, minor */
};

#define OCTAL_MAX INT64_C(077777777777) /* in eleven digits: 8 GiB */

static const unsigned char zeros[BLOCK];

static void octal(unsigned char *at, int digits, int64_t value)
{
	at[digits] = '\0';
	while (digits-- > 0) {
		at[digits] = (unsigned char)('0' + (value & 7));
		value >>= 3;
	}
}

/* A number of twelve bytes: octal, or binary after the top bit (GNU). */
static void number(unsigned char *at, int64_t value)
{
	if (value >= 0 && value <= OCTAL_MAX) {
		octal(at, 11, value);
		return;
	}
	memset(at, value < 0 ? 0xff : 0, 4);
	at[0] |= 0x80;
	for (int i = 11; i >= 4; i--, value >>= 8)
		at[i] = (unsigned char)(value & 0xff);
}

static int64_t number_read(const unsigned char *at)
{
	uint64_t value = 0;
	if (at[0] & 0x80)
		for (int i = 4; i < 12; i++)
			value = value << 8 | at[i];
	else
		for (int i = 0; i < 11; i++)
			value = value << 3 | (at[i] & 7);
	return (int64_t)value;
}

static void header(unsigned char h[BLOCK], const struct tar_entry *e)
{
	memset(h, 0, BLOCK);
	snprintf((char *)h, TAR_NAME, "%s", e->name);
	octal(h + AT_MODE, 7, e->mode);
	octal(h + AT_UID, 7, 0);
	octal(h + AT_GID, 7, 0);
	number(h + AT_SIZE, e->size);
	number(h + AT_MTIME, e->mtime);
	h[AT_TYPE] = '0';
	static const char magic[8] = {'u', 's', 't', 'a', 'r', 0, '0', '0'};
	memcpy(h + AT_MAGIC, magic, sizeof(magic));
	octal(h + AT_DEV, 7, 0);
	octal(h + AT_DEV + 8, 7, 0);

	int sum = 8 * ' '; /* the field itself counts as spaces */
	for (int i = 0; i < BLOCK; i++)
		sum += h[i];
	octal(h + AT_SUM, 6, sum);
	h[AT_SUM + 7] = ' ';
}

static int put(FILE *f, const void *p, size_t n)
{
	return fwrite(p, 1, n, f) == n ? OK : ERR_INTERNAL;
}

int tar_put(FILE *f, const struct tar_entry *e)
{
	unsigned char h[BLOCK];
	if (memchr(e->name, '\0', TAR_NAME) == NULL || !e->name[0])
		return ERR_INVALID;
	header(h, e);
	return put(f, h, BLOCK);
}

static size_t padding(int64_t size)
{
	return (size_t)((BLOCK - size % BLOCK) % BLOCK);
}

int tar_pad(FILE *f, int64_t size)
{
	return put(f, zeros, padding(size));
}

int tar_finish(FILE *f)
{
	int rc = put(f, zeros, BLOCK);
	return rc == OK ? put(f, zeros, BLOCK) : rc;
}

static int block_read(FILE *f, unsigned char h[BLOCK], size_t n)
{
	return fread(h, 1, n, f) == n ? OK : ERR_INVALID;
}

int tar_next(FILE *f, struct tar_entry *e)
{
	unsigned char h[BLOCK], again[BLOCK];
	if (block_read(f, h, BLOCK) != OK)
		return ERR_INVALID;
	if (!memcmp(h, zeros, BLOCK)) {
		bool end = block_read(f, h, BLOCK) == OK &&
			   !memcmp(h, zeros, BLOCK) && getc(f) == EOF;
		return end && !ferror(f) ? 0 : ERR_INVALID;
	}
	memset(e, 0, sizeof(*e));
	memcpy(e->name, h, TAR_NAME - 1);
	e->size = number_read(h + AT_SIZE);
	e->mtime = number_read(h + AT_MTIME);
	for (int i = 0; i < 7; i++)
		e->mode = e->mode << 3 | (h[AT_MODE + i] & 7);
	/* Whatever was not understood makes a difference here. */
	header(again, e);
	if (!e->name[0] || memcmp(h, again, BLOCK) != 0)
		return ERR_INVALID;
	return 1;
}

int tar_skip_pad(FILE *f, int64_t size)
{
	unsigned char h[BLOCK];
	size_t n = padding(size);
	if (block_read(f, h, n) != OK || memcmp(h, zeros, n) != 0)
		return ERR_INVALID;
	return OK;
}
