#ifndef HANDLERS_ADMIN_PRODUCT_FILES_H
#define HANDLERS_ADMIN_PRODUCT_FILES_H

/* The documents on the page of what a product is tied to. */
#include "domain/product_file.h"
#include "handlers/admin/fields.h"

/* A document that was sent with the form; bytes NULL: none. */
struct file_in {
	const char *bytes;
	size_t n;
	struct product_file_data data;
};

int product_files_show(struct tpl *t, struct fields *f, int64_t product);
void product_file_read(struct fields *f, struct file_in *in);

/* Names, kinds and languages as typed; those ticked go. */
int product_files_write(struct fields *f, int64_t product);

#endif
