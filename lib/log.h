#ifndef LIB_LOG_H
#define LIB_LOG_H

/*
 * One key=value line on standard error, with UTC time and level in front.
 * Never personal data: ids and codes only.  Control characters in values are
 * replaced, so that a value cannot forge a line.
 */
void log_info(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/*
 * Keep lines of level info until log_flush, the next warning or error, or a
 * pipe's atomic write is full: for workers that answer one request after
 * another, which flush before they wait.
 */
void log_gather(void);
void log_flush(void);

/* Put into every later line of this request; "" ends it. */
void log_request_id(const char *id);

#endif
