#include "lib/xml.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libxml/xmlwriter.h>

#include "lib/log.h"

struct xml {
	xmlTextWriterPtr w;
	bool failed;
	char *path, *temp;
};

static const xmlChar *utf8(const char *s)
{
	return (const xmlChar *)s;
}

static void note(struct xml *x, int rc)
{
	x->failed = x->failed || rc < 0;
}

static void forget(struct xml *x)
{
	free(x->path);
	free(x->temp);
	free(x);
}

struct xml *xml_new(const char *path)
{
	struct xml *x = calloc(1, sizeof(*x));
	size_t n = strlen(path) + sizeof(".4294967295.new");
	if (!x || !(x->path = strdup(path)) || !(x->temp = malloc(n)))
		abort();
	snprintf(x->temp, n, "%s.%ld.new", path, (long)getpid());
	x->w = xmlNewTextWriterFilename(x->temp, 0);
	if (!x->w) {
		log_error("xml cannot write %s", x->temp);
		forget(x);
		return NULL;
	}
	note(x, xmlTextWriterStartDocument(x->w, NULL, "UTF-8", NULL));
	return x;
}

void xml_open(struct xml *x, const char *name)
{
	note(x, xmlTextWriterStartElement(x->w, utf8(name)));
}

void xml_attribute(struct xml *x, const char *name, const char *value)
{
	note(x, xmlTextWriterWriteAttribute(x->w, utf8(name), utf8(value)));
}

void xml_shut(struct xml *x)
{
	note(x, xmlTextWriterEndElement(x->w));
	note(x, xmlTextWriterWriteString(x->w, utf8("\n")));
}

/* Characters that XML 1.0 cannot hold at all become spaces. */
static char *allowed(const char *text)
{
	char *copy = strdup(text);
	if (!copy)
		abort();
	for (char *p = copy; *p; p++)
		if ((unsigned char)*p < ' ' && !strchr("\t\n\r", *p))
			*p = ' ';
	return copy;
}

void xml_text(struct xml *x, const char *name, const char *text)
{
	if (!text || !*text)
		return;
	char *copy = allowed(text);
	note(x, xmlTextWriterWriteElement(x->w, utf8(name), utf8(copy)));
	note(x, xmlTextWriterWriteString(x->w, utf8("\n")));
	free(copy);
}

bool xml_finish(struct xml *x, bool ok)
{
	note(x, xmlTextWriterEndDocument(x->w));
	note(x, xmlTextWriterFlush(x->w));
	xmlFreeTextWriter(x->w);
	ok = ok && !x->failed && rename(x->temp, x->path) == 0;
	if (!ok) {
		log_error("xml cannot write %s: %s", x->path, strerror(errno));
		unlink(x->temp);
	}
	forget(x);
	return ok;
}
