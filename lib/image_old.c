/* Renditions of shops made before their names became short. */
#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/conf.h"
#include "lib/image.h"

enum { SHA = 64 };

static bool is_old(const char *name)
{
	return strspn(name, "0123456789abcdef") == SHA && name[SHA] == '-';
}

static int64_t rename_in(DIR *d)
{
	const struct dirent *e;
	int64_t n = 0;
	while ((e = readdir(d))) {
		char name[64];
		if (!is_old(e->d_name))
			continue;
		int k = snprintf(name, sizeof(name), "%.*s%s", IMAGE_STEM - 3,
			e->d_name + 2, e->d_name + SHA);
		if (k > 0 && k < (int)sizeof(name))
			n += renameat(dirfd(d), e->d_name, dirfd(d), name) == 0;
	}
	return n;
}

int64_t image_rename_old(const struct conf *conf)
{
	int64_t n = 0;
	for (unsigned i = 0; i < 256; i++) {
		char name[16];
		snprintf(name, sizeof(name), "media/%02x", i);
		DIR *d = opendir(conf_path(conf, name));
		if (!d)
			continue;
		n += rename_in(d);
		closedir(d);
	}
	return n;
}
