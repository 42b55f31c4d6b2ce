// What stands between the .tpl files and ctemplate: reading, checking and
// translating them.  All throw std::runtime_error with "file:line: reason".
#ifndef LIB_TPL_SOURCE_HH
#define LIB_TPL_SOURCE_HH

#include <map>
#include <set>
#include <string>

// Texts by name relative to the root: "shop/cart.tpl".
typedef std::map<std::string, std::string> tpl_files;

// Names of variables, sections and includes.
typedef std::set<std::string> tpl_names;

// "mail/shipped.txt.tpl": plain text.  Nothing in it is escaped, its lines
// stay as they are, and it never becomes part of a page.
bool tpl_is_text(const std::string &file);

// Every .tpl file below root.
tpl_files tpl_read_all(const std::string &root);

// Refuses a file without the AUTOESCAPE pragma in front, and one that
// changes the delimiters.
tpl_names tpl_names_of(const std::string &file, const std::string &source);

// The source with each [[mark]] replaced by its translation into the language
// in use (tr_use), escaped for the kind of file.
std::string tpl_translate(const std::string &file, const std::string &source);

#endif
