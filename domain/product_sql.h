#ifndef DOMAIN_PRODUCT_SQL_H
#define DOMAIN_PRODUCT_SQL_H

/* What product_get calls on sale, of product p: for lists and counts.  Binds
 * :now, :locale and :root. */
#define PRODUCT_ON_SALE                                                      \
	" p.status = 'active' AND coalesce(p.publish_from_ms, 0) <= :now"    \
	" AND (p.publish_to_ms IS NULL OR p.publish_to_ms > :now)"           \
	" AND EXISTS (SELECT 1 FROM variant ov"                              \
	"  JOIN price ol ON ol.variant = ov.id AND ol.price_group = ''"      \
	"  AND ol.from_ms <= :now AND (ol.to_ms IS NULL OR ol.to_ms > :now)" \
	"  WHERE ov.product = p.id AND ov.archived_ms IS NULL)"              \
	" AND EXISTS (SELECT 1 FROM slug os WHERE os.kind = 'product'"       \
	"  AND os.locale IN (:locale, :root) AND os.target = p.id"           \
	"  AND os.current = 1)"

#endif
