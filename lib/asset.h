#ifndef LIB_ASSET_H
#define LIB_ASSET_H

/*
 * Static files under addresses that change with their content, so that
 * browsers may keep them for ever.
 */

/* Fingerprint every file below dir (such as SHARE/static).  ERR_INTERNAL,
 * after logging: the folder cannot be read. */
int asset_init(const char *dir);

/* "css/shop.css" -> "/s/1a2b3c4d/css/shop.css".  Lives until the next
 * asset_init.  An unknown file gets the fingerprint "0" and is logged. */
const char *static_url(const char *file);

#endif
