#ifndef WWW_SERVE_H
#define WWW_SERVE_H

#include "www/dispatch.h"

/*
 * Hold DIR/run/puoti.sock (or systemd's socket) and keep conf->workers
 * processes answering FastCGI on it, until SIGTERM or SIGINT.  SIGHUP reads
 * configuration, templates and files anew in new workers before the old ones
 * leave.  Exit status.
 */
int serve_run(struct conf *conf);

/* One request by the CGI protocol: environment, standard input and output. */
int cgi_run(const struct conf *conf);

/* What every process needs before its first page: translations, templates,
 * fingerprints, the clock's zone, a sound route table. */
int serve_prepare(const struct conf *conf);

/* Answer requests of the non-blocking listener until told to leave: SIGTERM
 * leaves after the running one, SIGUSR2 when the queue is empty.  Exits. */
_Noreturn void fcgi_loop(struct worker *w, int listener);

#endif
