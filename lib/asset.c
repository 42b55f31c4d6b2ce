#include "lib/asset.h"

#include <errno.h>
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/err.h"
#include "lib/log.h"

enum { FILES_MAX = 512, DEPTH_MAX = 8 };

struct asset {
	char *file, *url;
};

static struct asset assets[FILES_MAX];
static size_t n_assets;
static size_t root_len;

/* FNV-1a: a fingerprint that tells versions apart, not a proof. */
static uint64_t hash_file(FILE *f)
{
	uint64_t h = UINT64_C(14695981039346656037);
	unsigned char block[16384];
	size_t n;
	while ((n = fread(block, 1, sizeof(block), f)) > 0)
		for (size_t i = 0; i < n; i++)
			h = (h ^ block[i]) * UINT64_C(1099511628211);
	return h;
}

static char *url_make(const char *file, uint32_t hash)
{
	char *url;
	if (asprintf(&url, "/s/%08x/%s", hash, file) < 0)
		abort();
	return url;
}

static int asset_add(
	const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)at;
	if (type != FTW_F || n_assets == FILES_MAX)
		return 0;
	FILE *f = fopen(path, "re");
	if (!f)
		return 0;
	uint64_t h = hash_file(f);
	fclose(f);
	struct asset *a = &assets[n_assets++];
	a->file = strdup(path + root_len);
	if (!a->file)
		abort();
	a->url = url_make(a->file, (uint32_t)(h ^ h >> 32));
	return 0;
}

static int asset_compare(const void *a, const void *b)
{
	return strcmp(((const struct asset *)a)->file,
		((const struct asset *)b)->file);
}

static int asset_has_name(const void *file, const void *a)
{
	return strcmp(file, ((const struct asset *)a)->file);
}

int asset_init(const char *dir)
{
	for (size_t i = 0; i < n_assets; i++) {
		free(assets[i].file);
		free(assets[i].url);
	}
	n_assets = 0;
	root_len = strlen(dir) + 1;
	if (nftw(dir, asset_add, DEPTH_MAX, FTW_PHYS) < 0) {
		log_error("event=assets errno=%d", errno);
		return ERR_INTERNAL;
	}
	qsort(assets, n_assets, sizeof(assets[0]), asset_compare);
	return OK;
}

const char *static_url(const char *file)
{
	struct asset *a = bsearch(
		file, assets, n_assets, sizeof(assets[0]), asset_has_name);
	if (a)
		return a->url;
	log_warn("event=asset_unknown file=%s", file);
	if (n_assets == FILES_MAX)
		return "/s/0/";
	a = &assets[n_assets++];
	a->file = strdup(file);
	if (!a->file)
		abort();
	a->url = url_make(file, 0);
	const char *url = a->url;
	qsort(assets, n_assets, sizeof(assets[0]), asset_compare);
	return url;
}
