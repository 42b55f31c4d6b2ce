#ifndef WWW_RESPOND_H
#define WWW_RESPOND_H

#include "www/request.h"

/* Send head and body of c->r, whatever the handler chose.  Bytes of the
 * body. */
size_t respond(struct call *c);

/* A page of fixed words for the moment when nothing else works. */
void respond_last_resort(struct req *r, int status);

#endif
