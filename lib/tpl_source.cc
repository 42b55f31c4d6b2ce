extern "C" {
#include "lib/tr.h"
}
#include "lib/tpl_source.hh"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <dirent.h>
#include <sys/stat.h>

using std::string;

static bool ends_with(const string &s, const char *tail)
{
	size_t n = strlen(tail);
	return s.size() >= n && s.compare(s.size() - n, n, tail) == 0;
}

bool tpl_is_text(const string &file)
{
	return ends_with(file, ".txt.tpl");
}

static string where(const string &file, const string &source, size_t at)
{
	auto end = source.begin() + static_cast<std::ptrdiff_t>(at);
	auto line = 1 + std::count(source.begin(), end, '\n');
	return file + ":" + std::to_string(line) + ": ";
}

static void read_dir(const string &root, const string &below, tpl_files &out)
{
	string dir = root + "/" + below;
	DIR *d = opendir(dir.c_str());
	if (!d)
		throw std::runtime_error(dir + ": " + strerror(errno));
	std::set<string> names;
	while (const struct dirent *e = readdir(d))
		if (e->d_name[0] != '.')
			names.insert(e->d_name);
	closedir(d);

	for (const auto &name : names) {
		struct stat st;
		string path = dir + name;
		if (stat(path.c_str(), &st) != 0)
			throw std::runtime_error(path + ": " + strerror(errno));
		if (S_ISDIR(st.st_mode)) {
			read_dir(root, below + name + "/", out);
		} else if (ends_with(name, ".tpl")) {
			std::ifstream in(path, std::ios::binary);
			std::ostringstream text;
			text << in.rdbuf();
			if (!in)
				throw std::runtime_error(path + ": unreadable");
			out[below + name] = text.str();
		}
	}
}

tpl_files tpl_read_all(const string &root)
{
	tpl_files files;
	read_dir(root, "", files);
	if (files.empty())
		throw std::runtime_error(root + ": no templates");
	return files;
}

static bool is_name(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c >= '0' && c <= '9') || c == '_';
}

static void check_pragma(const string &file, const string &source)
{
	string pragma = "{{%AUTOESCAPE context=\"HTML\"}}";
	if (ends_with(file, ".xml.tpl"))
		pragma = "{{%AUTOESCAPE context=\"XML\"}}";
	if (tpl_is_text(file) == (source.compare(0, 3, "{{%") == 0) ||
		(!tpl_is_text(file) &&
			source.compare(0, pragma.size(), pragma) != 0))
		throw std::runtime_error(
			file +
			(tpl_is_text(file)
					? ":1: plain text takes no pragma"
					: ":1: does not start with " + pragma));
}

tpl_names tpl_names_of(const string &file, const string &source)
{
	check_pragma(file, source);
	tpl_names names;
	for (size_t at = 0; (at = source.find("{{", at)) != string::npos;) {
		size_t mark = at;
		at += 2;
		if (source.compare(at, 1, "=") == 0)
			throw std::runtime_error(
				where(file, source, mark) +
				"other delimiters are not allowed");
		if (source.compare(at, 1, "!") == 0) {
			at = source.find("}}", at);
			continue;
		}
		if (at < source.size() && strchr("#/>", source[at]))
			at++;
		size_t end = at;
		while (end < source.size() && is_name(source[end]))
			end++;
		if (end > at)
			names.insert(source.substr(at, end - at));
	}
	return names;
}

// Runs of white space become one space, none at the ends: a mark may span
// lines, and its msgid must not depend on how the file is indented.
static string fold_space(const string &s)
{
	string out;
	for (char c : s) {
		bool space = strchr(" \t\r\n", c) && c;
		if (!space)
			out += c;
		else if (!out.empty() && out.back() != ' ')
			out += ' ';
	}
	if (!out.empty() && out.back() == ' ')
		out.pop_back();
	return out;
}

static void add_escaped(string &out, char c)
{
	switch (c) {
	case '&':
		out += "&amp;";
		break;
	case '<':
		out += "&lt;";
		break;
	case '>':
		out += "&gt;";
		break;
	case '"':
		out += "&quot;";
		break;
	case '\'':
		out += "&#39;";
		break;
	default:
		out += c;
	}
}

// Append a translation.  Its {{placeholders}} must be the msgid's own.
static void add_translation(string &out, const string &msgid, bool escape)
{
	string text = msgid.empty() ? msgid : tr(msgid.c_str());
	for (size_t i = 0; i < text.size();) {
		if (text.compare(i, 2, "{{") == 0) {
			size_t end = text.find("}}", i);
			string marker = end == string::npos
						? text.substr(i)
						: text.substr(i, end + 2 - i);
			if (end == string::npos ||
				msgid.find(marker) == string::npos)
				throw std::runtime_error(
					"[[" + msgid +
					"]]: the translation has " + marker);
			out += marker;
			i = end + 2;
		} else if (escape) {
			add_escaped(out, text[i++]);
		} else {
			out += text[i++];
		}
	}
}

// A line of nothing but sections, includes and comments.
static bool is_marker_line(const string &line)
{
	bool any = false;
	for (size_t i = 0; i < line.size();) {
		if (strchr(" \t\r\n", line[i])) {
			i++;
			continue;
		}
		size_t end = line.find("}}", i);
		if (line.compare(i, 2, "{{") != 0 || end == string::npos ||
			!strchr("#/>!", line[i + 2]))
			return false;
		any = true;
		i = end + 2;
	}
	return any;
}

// ctemplate can drop all blank lines or none.  In plain text the blank ones
// are paragraphs, those of markers are not.
static string drop_marker_lines(const string &source)
{
	string out;
	for (size_t at = 0; at < source.size();) {
		size_t end = source.find('\n', at);
		bool last = end == string::npos;
		end = last ? source.size() : end + 1;
		string line = source.substr(at, end - at);
		out += is_marker_line(line) ? fold_space(line) : line;
		at = end;
	}
	return out;
}

string tpl_translate(const string &file, const string &source)
{
	bool text = tpl_is_text(file);
	string out;
	size_t at = 0;
	for (;;) {
		size_t open = source.find("[[", at);
		if (open == string::npos)
			break;
		size_t close = source.find("]]", open);
		if (close == string::npos)
			throw std::runtime_error(
				where(file, source, open) + "[[ without ]]");
		out.append(source, at, open - at);
		try {
			add_translation(out,
				fold_space(source.substr(
					open + 2, close - open - 2)),
				!text);
		} catch (const std::runtime_error &e) {
			throw std::runtime_error(
				where(file, source, open) + e.what());
		}
		at = close + 2;
	}
	out.append(source, at, string::npos);
	return text ? drop_marker_lines(out) : out;
}
