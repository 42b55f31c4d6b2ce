#ifndef WWW_SESSION_H
#define WWW_SESSION_H

#include "lib/http.h"

/* The name of the admin's session cookie (resp_cookie adds the prefix). */
#define SESSION_STAFF_COOKIE "puoti-admin"

/* Fill r->visitor from the cookie, or with a new one that costs no row. */
void session_visitor(struct req *r);

/* Set the visitor's cookie when the visitor is new. */
void session_visitor_keep(struct req *r);

/* Fill r->staff and who acts; *locale is the language they chose for the
 * admin.  ERR_NOT_FOUND: nobody is logged in.  Outside read transactions. */
int session_staff(struct req *r, const char **locale);

#endif
