#include "lib/multipart.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "lib/err.h"
#include "lib/log.h"
#include "lib/text.h"

enum { BOUNDARY_MAX = 70 }; /* RFC 2046, 5.1.1 */

enum state { PREAMBLE, DELIMITER, HEAD, BODY, EPILOGUE };

struct multipart {
	struct arena *arena;
	const char *dir;
	char delimiter[BOUNDARY_MAX + 5]; /* CR LF - - boundary */
	size_t delimiter_len;
	enum state state;
	struct buf pending; /* bytes not yet understood */

	struct param *params;
	size_t n_params;
	size_t value_bytes; /* of all values together */
	struct upload *uploads;
	size_t n_uploads;
	size_t file_bytes; /* of all files together */

	const char *name; /* of the part being read */
	struct buf value;
	int fd; /* its file, or -1 */
};

static void multipart_release(void *arg)
{
	struct multipart *m = arg;
	if (m->fd >= 0)
		close(m->fd);
	buf_release(&m->pending);
	buf_release(&m->value);
}

/* The boundary parameter of a content type, quoted or not; "" none. */
static const char *boundary_of(struct arena *a, const char *type)
{
	static const char prefix[] = "multipart/form-data";
	if (strncasecmp(type, prefix, sizeof(prefix) - 1) != 0)
		return "";
	const char *p = strcasestr(type + sizeof(prefix) - 1, "boundary=");
	if (!p || (p[-1] != ' ' && p[-1] != ';' && p[-1] != '\t'))
		return "";
	p += strlen("boundary=");
	size_t n = *p == '"' ? strcspn(++p, "\"") : strcspn(p, "; \t");
	return arena_strndup(a, p, n);
}

static bool boundary_ok(const char *b)
{
	static const char allowed[] = "0123456789abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ'()+_,-./:=? ";
	size_t n = strlen(b);
	return n > 0 && n <= BOUNDARY_MAX && strspn(b, allowed) == n &&
	       b[n - 1] != ' ';
}

struct multipart *multipart_new(
	struct arena *a, const char *content_type, const char *dir)
{
	const char *boundary = boundary_of(a, content_type);
	if (!boundary_ok(boundary))
		return NULL;
	struct multipart *m = ARENA_NEW(a, struct multipart);
	m->arena = a;
	m->dir = dir;
	m->fd = -1;
	m->params = ARENA_ARRAY(a, struct param, HTTP_PARAM_MAX + 1);
	m->uploads = ARENA_ARRAY(a, struct upload, MULTIPART_FILES_MAX + 1);
	m->delimiter_len = (size_t)snprintf(
		m->delimiter, sizeof(m->delimiter), "\r\n--%s", boundary);
	arena_defer(a, multipart_release, m);
	/* so that the first delimiter looks like all others */
	buf_adds(&m->pending, "\r\n");
	return m;
}

/* name="..." of a Content-Disposition; NULL: absent. */
static const char *disposition_param(
	struct arena *a, const char *line, const char *name)
{
	size_t len = strlen(name);
	for (const char *p = strchr(line, ';'); p;) {
		p += 1 + strspn(p + 1, " \t");
		bool ours = strncasecmp(p, name, len) == 0 && p[len] == '=';
		p += strcspn(p, "=;");
		if (*p == '=' && p[1] == '"') {
			size_t n = strcspn(p + 2, "\"");
			if (ours && p[2 + n] == '"')
				return arena_strndup(a, p + 2, n);
			p += 2 + n + (p[2 + n] == '"');
		}
		p = strchr(p, ';');
	}
	return NULL;
}

static bool has_controls(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return true;
	return false;
}

static void upload_unlink(void *path)
{
	unlink(path); /* a handler may have renamed it: then it is not there */
}

static int file_begin(struct multipart *m, const char *filename)
{
	if (m->n_uploads == MULTIPART_FILES_MAX)
		return ERR_TOO_LARGE;
	char *path = arena_printf(m->arena, "%s/part-XXXXXX", m->dir);
	m->fd = mkostemp(path, O_CLOEXEC);
	if (m->fd < 0) {
		log_error("event=upload errno=%d", errno);
		return ERR_INTERNAL;
	}
	arena_defer(m->arena, upload_unlink, path);
	m->uploads[m->n_uploads++] = (struct upload){
		.field = m->name,
		.path = path,
		.filename = filename,
	};
	return OK;
}

/* The head of a part is whole: what is it? */
static int part_begin(struct multipart *m, const char *head, size_t n)
{
	static const char wanted[] = "Content-Disposition:";
	if (!utf8_ok(head, n))
		return ERR_BAD;
	const char *line = arena_strndup(m->arena, head, n);
	while (line && strncasecmp(line, wanted, sizeof(wanted) - 1) != 0) {
		line = strstr(line, "\r\n");
		line = line ? line + 2 : NULL;
	}
	if (!line)
		return ERR_BAD;
	line = arena_strndup(m->arena, line, strcspn(line, "\r\n"));
	m->name = disposition_param(m->arena, line, "name");
	if (!m->name || !*m->name || has_controls(line))
		return ERR_BAD;
	const char *filename = disposition_param(m->arena, line, "filename");
	if (!filename)
		return m->n_params == HTTP_PARAM_MAX ? ERR_TOO_LARGE : OK;
	return file_begin(m, filename);
}

static int file_write(struct multipart *m, const char *p, size_t n)
{
	struct upload *u = &m->uploads[m->n_uploads - 1];
	m->file_bytes += n;
	u->size += n;
	if (m->file_bytes > HTTP_UPLOAD_MAX)
		return ERR_TOO_LARGE;
	while (n) {
		ssize_t done = write(m->fd, p, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0) {
			log_error("event=upload errno=%d", errno);
			return ERR_INTERNAL;
		}
		p += done;
		n -= (size_t)done;
	}
	return OK;
}

static int part_data(struct multipart *m, const char *p, size_t n)
{
	if (m->fd >= 0)
		return file_write(m, p, n);
	m->value_bytes += n;
	if (m->value_bytes > HTTP_BODY_MAX)
		return ERR_TOO_LARGE;
	buf_add(&m->value, p, n);
	return OK;
}

static int part_end(struct multipart *m)
{
	if (m->fd >= 0) {
		int rc = close(m->fd);
		m->fd = -1;
		struct upload *u = &m->uploads[m->n_uploads - 1];
		/* an untouched file input sends an empty nameless file */
		if (!*u->filename && u->size == 0) {
			*u = (struct upload){0};
			m->n_uploads--;
		}
		return rc < 0 ? ERR_INTERNAL : OK;
	}
	if (!utf8_ok(m->value.p ? m->value.p : "", m->value.len))
		return ERR_BAD;
	m->params[m->n_params++] = (struct param){
		m->name,
		arena_strndup(
			m->arena, m->value.p ? m->value.p : "", m->value.len),
	};
	buf_clear(&m->value);
	return OK;
}

/*
 * Each step understands the beginning of what is pending and says how much
 * of it is done with.  More bytes wanted: 0, state unchanged.
 */
static int step_data(struct multipart *m, size_t *used)
{
	struct buf *b = &m->pending;
	const char *at = memmem(b->p, b->len, m->delimiter, m->delimiter_len);
	size_t n = at ? (size_t)(at - b->p) : 0;
	if (!at && b->len >= m->delimiter_len)
		n = b->len - m->delimiter_len + 1; /* may begin one */
	int rc = OK;
	if (m->state == BODY && n)
		rc = part_data(m, b->p, n);
	*used = n;
	if (rc < 0 || !at)
		return rc;
	if (m->state == BODY)
		rc = part_end(m);
	*used = n + m->delimiter_len;
	m->state = DELIMITER;
	return rc;
}

static int step_delimiter(struct multipart *m, size_t *used)
{
	const struct buf *b = &m->pending;
	if (b->len < 2)
		return OK;
	*used = 2;
	if (memcmp(b->p, "--", 2) == 0)
		m->state = EPILOGUE;
	else if (memcmp(b->p, "\r\n", 2) == 0)
		m->state = HEAD;
	else
		return ERR_BAD;
	return OK;
}

static int step_head(struct multipart *m, size_t *used)
{
	const struct buf *b = &m->pending;
	const char *end = memmem(b->p, b->len, "\r\n\r\n", 4);
	size_t n = end ? (size_t)(end - b->p) : b->len;
	if (n > MULTIPART_HEAD_MAX)
		return ERR_TOO_LARGE;
	if (!end)
		return OK;
	*used = n + 4;
	m->state = BODY;
	return part_begin(m, b->p, n);
}

static int step(struct multipart *m, size_t *used)
{
	*used = 0;
	switch (m->state) {
	case PREAMBLE:
	case BODY:
		return step_data(m, used);
	case DELIMITER:
		return step_delimiter(m, used);
	case HEAD:
		return step_head(m, used);
	case EPILOGUE:
		*used = m->pending.len;
		return OK;
	}
	return ERR_BAD;
}

int multipart_feed(struct multipart *m, const char *p, size_t n)
{
	struct buf *b = &m->pending;
	buf_add(b, p, n);
	for (;;) {
		enum state before = m->state;
		size_t used;
		int rc = step(m, &used);
		if (rc < 0)
			return rc;
		memmove(b->p, b->p + used, b->len - used + 1);
		b->len -= used;
		if (m->state == before && (!used || !b->len))
			return OK;
	}
}

int multipart_end(struct multipart *m, const struct param **form,
	const struct upload **uploads)
{
	if (m->state != EPILOGUE)
		return ERR_BAD;
	*form = m->params;
	*uploads = m->uploads;
	return OK;
}
