#include "tests/check.h"

#include <ftw.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/buf.h"

int check_failed;
static char dir[] = "/tmp/puoti_test.XXXXXX";

int check_run(const struct check *checks)
{
	int n = 0, failures = 0;
	for (const struct check *c = checks; c->fn; c++) {
		struct arena *a = arena_new();
		check_failed = 0;
		c->fn(a);
		arena_free(a);
		failures += check_failed;
		printf("%sok %d - %s\n", check_failed ? "not " : "", ++n,
			c->name);
	}
	printf("1..%d\n", n);
	return failures != 0;
}

static int remove_one(
	const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st, (void)flag, (void)ftw;
	return remove(path);
}

static void remove_dir(void)
{
	nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *check_dir(void)
{
	static int made;
	if (!made) {
		if (!mkdtemp(dir))
			abort();
		made = 1;
		atexit(remove_dir);
	}
	return dir;
}

void check_file(const char *name, const void *p, size_t n)
{
	struct buf path = {NULL, 0, 0};
	buf_addf(&path, "%s/%s", check_dir(), name);
	for (char *s = path.p + strlen(dir) + 1; (s = strchr(s, '/')); s++) {
		*s = '\0';
		mkdir(path.p, 0700);
		*s = '/';
	}
	FILE *f = fopen(path.p, "wb");
	if (!f || fwrite(p, 1, n, f) != n || fclose(f) != 0)
		abort();
	buf_release(&path);
}

static void add_word(struct buf *b, size_t word)
{
	uint32_t w = (uint32_t)word;
	buf_add(b, &w, sizeof(w));
}

static size_t id_len(const struct check_msg *m)
{
	return m->msgid_len ? m->msgid_len : strlen(m->msgid);
}

static size_t text_len(const struct check_msg *m)
{
	return m->text_len ? m->text_len : strlen(m->text);
}

/* The GNU .mo format: seven words, two tables of (length, offset), the
 * strings. */
void check_catalogue(const char *lang, const struct check_msg *msgs)
{
	struct buf mo = {NULL, 0, 0}, strings = {NULL, 0, 0};
	size_t n = 0;
	while (msgs[n].msgid)
		n++;
	size_t head[] = {0x950412de, 0, n, 28, 28 + 8 * n, 0, 0};
	for (size_t i = 0; i < sizeof(head) / sizeof(head[0]); i++)
		add_word(&mo, head[i]);
	for (size_t i = 0; i < n; i++) {
		add_word(&mo, id_len(&msgs[i]));
		add_word(&mo, 28 + 16 * n + strings.len);
		buf_add(&strings, msgs[i].msgid, id_len(&msgs[i]) + 1);
	}
	for (size_t i = 0; i < n; i++) {
		add_word(&mo, text_len(&msgs[i]));
		add_word(&mo, 28 + 16 * n + strings.len);
		buf_add(&strings, msgs[i].text, text_len(&msgs[i]) + 1);
	}
	buf_add(&mo, strings.p, strings.len);

	struct buf name = {NULL, 0, 0};
	buf_addf(&name, "%s/LC_MESSAGES/puoti.mo", lang);
	check_file(name.p, mo.p, mo.len);
	buf_release(&name);
	buf_release(&strings);
	buf_release(&mo);
}
