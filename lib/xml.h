#ifndef LIB_XML_H
#define LIB_XML_H

#include <stdbool.h>

/*
 * Writing an XML file that may be large: elements in order, texts escaped,
 * over libxml2's writer.  The file appears under its name only when it is
 * whole.
 */
struct xml;

/* NULL, after logging, when the file cannot be made. */
struct xml *xml_new(const char *path);

void xml_open(struct xml *x, const char *name);
void xml_attribute(struct xml *x, const char *name, const char *value);
void xml_shut(struct xml *x);
/* An element with a text; NULL or "" leaves it out. */
void xml_text(struct xml *x, const char *name, const char *text);

/* Finish; ok false throws it away.  False: it could not be written, what was
 * there before stays. */
bool xml_finish(struct xml *x, bool ok);

#endif
