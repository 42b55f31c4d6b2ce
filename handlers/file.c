/* Documents of products. */
#include "handlers/handlers.h"
#include "handlers/shop.h"

#include <string.h>

#include "domain/product_file.h"
#include "lib/err.h"

/*
 * GET /file/:sha/:name.  nginx sends the bytes from DIR/file, under headers of
 * its own that let nothing in them run; saved, not opened.
 */
int file_show(struct req *r)
{
	struct product_file f;
	const char *sha = req_path_param(r, "sha");
	const char *name = req_path_param(r, "name");
	int rc = product_file_find(&r->cx, sha, name, &f);
	if (rc < 0)
		return rc;
	if (strcmp(strrchr(f.path, '/') + 1, name) != 0)
		return resp_moved(r, f.path);
	resp_header(r, "Content-Disposition",
		arena_printf(r->cx.arena, "attachment; filename=\"%s\"", name));
	/* "file/ab/..." is below "/-/" in www/nginx.conf.in */
	resp_header(r, "X-Accel-Redirect",
		arena_printf(r->cx.arena, "/-/%s",
			product_file_place(r->cx.arena, f.sha256)));
	return resp_text(r, 200, "application/pdf", "");
}
