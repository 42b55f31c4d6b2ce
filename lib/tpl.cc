// The only C++ in the tree: Google ctemplate behind a C face.  Running out
// of memory ends the process here as everywhere: what allocates is noexcept.
extern "C" {
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/cx.h"
#include "lib/err.h"
#include "lib/log.h"
#include "lib/money.h"
#include "lib/tr.h"
}
#include "lib/tpl.h"

#include <algorithm>
#include <cinttypes>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>
#include <ctemplate/template_emitter.h>

#include "lib/tpl_source.hh"

using ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

// All files in all languages, as they were at one moment.
struct library {
	ctemplate::TemplateCache cache;
	std::map<std::string, tpl_names> files; // names by file
	tpl_names all;
};

struct tpl {
	TemplateDictionary *dict;
	struct arena *arena;
	const char *file;   // without language
	const char *locale; // of values and includes
	struct tpl *root;
	bool broken;            // of the root: it must not be rendered
	const tpl_names *names; // that the file knows; NULL when not checked
};

static library *current;
static std::string root_dir;
static char currency[8] = "EUR";

static ctemplate::Strip strip_of(const std::string &file)
{
	// Not STRIP_WHITESPACE: it joins the words at the ends of two lines.
	return tpl_is_text(file) ? ctemplate::DO_NOT_STRIP
				 : ctemplate::STRIP_BLANK_LINES;
}

// Lines without their indents: one byte in ten of a page.  The line ends stay
// and part the words.
static std::string drop_indents(const std::string &text)
{
	std::string out;
	bool begins = true;
	for (char c : text) {
		begins = begins && (c == ' ' || c == '\t');
		if (!begins)
			out += c;
		begins = begins || c == '\n';
	}
	return out;
}

static void load_language(
	library *lib, const tpl_files &files, const char *lang)
{
	tr_use(lang);
	for (const auto &f : files) {
		std::string text = tpl_translate(f.first, f.second);
		if (!tpl_is_text(f.first))
			text = drop_indents(text);
		std::string key = std::string(lang) + "/" + f.first;
		if (!lib->cache.StringToTemplateCache(
			    key, text, strip_of(f.first)))
			throw std::runtime_error(
				key +
				": syntax or auto-escape error, see above");
	}
}

static library *load()
{
	std::unique_ptr<library> lib(new library);
	tpl_files files = tpl_read_all(root_dir);
	for (const auto &f : files) {
		tpl_names names = tpl_names_of(f.first, f.second);
		lib->all.insert(names.begin(), names.end());
		lib->files[f.first] = std::move(names);
	}
	for (int i = 0; i < TR_LANGS; i++)
		load_language(lib.get(), files, tr_langs[i].code);
	tr_use(tr_langs[0].code);
	// From here on nothing is loaded or looked for on disk.
	lib->cache.Freeze();
	return lib.release();
}

int tpl_reload(void)
{
	try {
		library *fresh = load();
		delete current;
		current = fresh;
		return 0;
	} catch (const std::exception &e) {
		log_error("tpl: reason=\"%s\"", e.what());
		tr_use(tr_langs[0].code);
		return -1;
	}
}

int tpl_init(const char *root)
{
	root_dir = root;
	return tpl_reload();
}

void tpl_currency(const char *code)
{
	snprintf(currency, sizeof(currency), "%s", code);
}

/*
 * ctemplate finds a name by its hash.  The address of a literal stands for
 * it here, which saves half the time of setting a value.
 */
static TemplateString name_of(const char *s) noexcept
{
	enum { SLOTS = 4096 };
	static ctemplate::StaticTemplateString slots[SLOTS];
	size_t len = strlen(s);
	if (!TemplateString(s, len).is_immutable())
		return TemplateString(s, len);
	size_t at = (reinterpret_cast<uintptr_t>(s) * 0x9e3779b1u) % SLOTS;
	auto &slot = slots[at].do_not_use_directly_;
	if (!slot.ptr_) {
		slot.ptr_ = s;
		slot.length_ = len;
		ctemplate::StaticTemplateStringInitializer init(&slots[at]);
	}
	if (slot.ptr_ != s) // taken by another literal
		return TemplateString(s, len);
	return TemplateString(slots[at]);
}

static void check(struct tpl *t, const char *name, bool anywhere = false)
{
#ifdef PUOTI_DEBUG
	const tpl_names *names = anywhere ? &current->all : t->names;
	if (names && names->count(name))
		return;
	log_error("tpl: file=%s unknown=%s", t->file, name);
	t->root->broken = true;
#else
	(void)t, (void)name, (void)anywhere;
#endif
}

static struct tpl *wrap(struct arena *a, TemplateDictionary *d,
	const char *file, const char *locale)
{
	struct tpl *t = static_cast<struct tpl *>(arena_alloc(a, sizeof(*t)));
	t->dict = d;
	t->arena = a;
	t->file = file;
	t->locale = locale;
	t->root = t;
#ifdef PUOTI_DEBUG
	auto found = current->files.find(file);
	if (found != current->files.end())
		t->names = &found->second;
#endif
	return t;
}

static void drop(void *p)
{
	delete static_cast<TemplateDictionary *>(p);
}

static TemplateDictionary *dict_new(const char *file) noexcept
{
	return new TemplateDictionary(file);
}

struct tpl *tpl_new(struct cx *cx, const char *file)
{
	TemplateDictionary *d = dict_new(file);
	arena_defer(cx->arena, drop, d);
	int lang = tr_lang_index(cx->locale);
	return wrap(cx->arena, d, arena_strdup(cx->arena, file),
		tr_langs[lang < 0 ? 0 : lang].code);
}

static TemplateDictionary *section_new(
	TemplateDictionary *d, const char *name) noexcept
{
	return d->AddSectionDictionary(name_of(name));
}

struct tpl *tpl_section(struct tpl *t, const char *name)
{
	check(t, name);
	struct tpl *s = static_cast<struct tpl *>(
		arena_alloc(t->arena, sizeof(*s)));
	*s = *t;
	s->dict = section_new(t->dict, name);
	return s;
}

static void section_show(TemplateDictionary *d, const char *name) noexcept
{
	d->ShowSection(name_of(name));
}

void tpl_show(struct tpl *t, const char *section)
{
	check(t, section);
	section_show(t->dict, section);
}

void tpl_show_if(struct tpl *t, const char *section, bool yes)
{
	check(t, section);
	if (yes)
		section_show(t->dict, section);
}

static TemplateDictionary *include_new(
	TemplateDictionary *d, const char *name, const char *key) noexcept
{
	TemplateDictionary *included = d->AddIncludeDictionary(name_of(name));
	included->SetFilename(key);
	return included;
}

struct tpl *tpl_include(struct tpl *t, const char *name, const char *file)
{
	check(t, name);
	const char *key = arena_printf(t->arena, "%s/%s", t->locale, file);
	struct tpl *i = wrap(t->arena, include_new(t->dict, name, key),
		arena_strdup(t->arena, file), t->locale);
	i->root = t->root;
	// An unescaped text must not end up in a page.
	if (tpl_is_text(file) != tpl_is_text(t->file)) {
		log_error("tpl: file=%s includes=%s", t->file, file);
		t->root->broken = true;
	}
	return i;
}

static void value_copy(TemplateDictionary *d, const char *name,
	const char *value, size_t n) noexcept
{
	d->SetValue(name_of(name), TemplateString(value, n));
}

// For values in the arena, which outlives the dictionary.
static void value_keep(struct tpl *t, const char *name, const char *v) noexcept
{
	check(t, name);
	t->dict->SetValueWithoutCopy(name_of(name), v);
}

void tpl_text(struct tpl *t, const char *name, const char *value)
{
	tpl_html(t, name, value ? value : "", value ? strlen(value) : 0);
}

void tpl_html(struct tpl *t, const char *name, const char *p, size_t n)
{
	check(t, name);
	value_copy(t->dict, name, n ? p : "", n);
}

void tpl_textf(struct tpl *t, const char *name, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	value_keep(t, name, arena_vprintf(t->arena, fmt, ap));
	va_end(ap);
}

void tpl_int(struct tpl *t, const char *name, int64_t value)
{
	value_keep(t, name, arena_printf(t->arena, "%" PRId64, value));
}

void tpl_money(struct tpl *t, const char *name, struct money value)
{
	value_keep(t, name, money_format(t->arena, t->locale, currency, value));
}

void tpl_rate(struct tpl *t, const char *name, int64_t bp)
{
	value_keep(t, name, rate_format(t->arena, t->locale, bp));
}

void tpl_time(
	struct tpl *t, const char *name, enum clock_style style, int64_t ms)
{
	value_keep(t, name, clock_format(t->arena, t->locale, style, ms));
}

static void global_set(
	TemplateDictionary *d, const char *name, const char *value) noexcept
{
	d->SetTemplateGlobalValue(name_of(name), value);
}

void tpl_global(struct tpl *t, const char *name, const char *value)
{
	check(t, name, true);
	global_set(t->dict, name, value ? value : "");
}

namespace
{
class buf_emitter : public ctemplate::ExpandEmitter
{
      public:
	explicit buf_emitter(struct buf *b) : b_(b)
	{
	}
	void Emit(char c) override
	{
		buf_addc(b_, c);
	}
	void Emit(const std::string &s) override
	{
		buf_add(b_, s.data(), s.size());
	}
	void Emit(const char *s) override
	{
		buf_adds(b_, s);
	}
	void Emit(const char *s, size_t n) override
	{
		buf_add(b_, s, n);
	}

      private:
	struct buf *b_;
};
} // namespace

static bool expand(struct tpl *t, struct buf *out) noexcept
{
	std::string key = std::string(t->locale) + "/" + t->file;
	buf_emitter emitter(out);
	return current->cache.ExpandNoLoad(
		key, strip_of(t->file), t->dict, nullptr, &emitter);
}

int tpl_render(struct tpl *t, struct buf *out)
{
	size_t before = out->len;
	if (current && !t->root->broken && expand(t, out))
		return OK;
	// A missing include is found after half a page: it must not leave.
	out->len = before;
	if (out->p)
		out->p[before] = '\0';
	log_error("tpl: file=%s locale=%s not rendered", t->file, t->locale);
	return ERR_INTERNAL;
}
