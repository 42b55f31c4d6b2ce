#ifndef HANDLERS_SHOP_H
#define HANDLERS_SHOP_H

struct req;

/* The pages that customers see; www/routes.c says where they are. */
int home_show(struct req *r);
int category_show(struct req *r);
int product_show(struct req *r);
int search_show(struct req *r);
int cart_show(struct req *r);
int cart_post(struct req *r);
int text_page_show(struct req *r);

#endif
