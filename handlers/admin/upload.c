/* Pictures that the owner sends. */
#include "handlers/upload.h"

#include "handlers/admin/admin.h"

int admin_upload_keep(struct req *r, const struct upload *u, int64_t *media)
{
	return upload_keep(r, u, media);
}
