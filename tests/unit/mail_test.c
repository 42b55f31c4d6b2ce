#include "lib/mail.h"

#include <dirent.h>
#include <string.h>

#include "lib/conf.h"
#include "lib/err.h"
#include "tests/check.h"

static struct mail letter(void)
{
	return (struct mail){.from_name = "Poukama",
		.from = "hei@poukama.example",
		.to_name = "Aino",
		.to = "aino@posti.example",
		.subject = "Order 10001",
		.text = "Hello\n",
		.html = "<p>Hello</p>\n",
		.message_id = "abc@poukama.example",
		.date_ms = INT64_C(1795423200000)};
}

static const char *compose(struct arena *a, const struct mail *m)
{
	struct buf out = {0};
	CHECK_INT(mail_compose(a, m, &out), OK);
	const char *text = arena_strndup(a, out.p ? out.p : "", out.len);
	buf_release(&out);
	return text;
}

static bool has(const char *text, const char *part)
{
	if (strstr(text, part))
		return true;
	printf("# no %s in\n# %s\n", part, text);
	return false;
}

static void a_message_has_what_readers_need(struct arena *a)
{
	struct mail m = letter();
	m.reply_to = "help@poukama.example";
	const char *text = compose(a, &m);
	CHECK(has(text, "Date: Mon, 23 Nov 2026 08:40:00 +0000\r\n"));
	CHECK(has(text, "From: Poukama\r\n <hei@poukama.example>\r\n"));
	CHECK(has(text, "To: Aino\r\n <aino@posti.example>\r\n"));
	CHECK(has(text, "Reply-To: <help@poukama.example>\r\n"));
	CHECK(has(text, "Subject: Order 10001\r\n"));
	CHECK(has(text, "Message-ID: <abc@poukama.example>\r\n"));
	CHECK(has(text, "Auto-Submitted: auto-generated\r\n"));
	CHECK(has(text, "Content-Type: multipart/alternative;"));
	const char *plain = strstr(text, "text/plain");
	const char *html = strstr(text, "text/html");
	CHECK(plain && html && plain < html);
}

static void other_letters_are_encoded_words(struct arena *a)
{
	struct mail m = letter();
	m.subject = "Tilaus \xc3\xa4\xc3\xa4";
	m.from_name = "P\xc3\xb6uk\xc3\xa4ma, Oy";
	m.to_name = "Aino \"A\" Korhonen";
	const char *text = compose(a, &m);
	CHECK(has(text, "Subject: =?UTF-8?B?VGlsYXVzIMOkw6Q=?=\r\n"));
	CHECK(has(text, "From: =?UTF-8?B?UMO2dWvDpG1hLCBPeQ==?=\r\n <hei@"));
	CHECK(has(text, "To: =?UTF-8?B?QWlubyAiQSIgS29yaG9uZW4=?=\r\n"));
}

/* Words of 75 characters at most, none with half a character. */
static void long_subjects_fold(struct arena *a)
{
	struct mail m = letter();
	struct buf b = {0};
	for (int i = 0; i < 100; i++)
		buf_adds(&b, i % 2 ? "\xc3\xa4" : "x");
	m.subject = arena_strdup(a, b.p);
	buf_release(&b);
	const char *p = strstr(compose(a, &m), "Subject: ") + 9;
	int words = 0;
	while (!strncmp(p, "=?UTF-8?B?", 10)) {
		size_t n = strcspn(p, "\r");
		CHECK(n <= 75);
		words++;
		p += n + 2;
		p += *p == ' ';
	}
	CHECK(words >= 4);
	CHECK(!strncmp(p, "Message-ID", 10));
}

static void a_line_end_in_a_header_is_refused(struct arena *a)
{
	static const char *const evil[] = {"x\r\nBcc: all@a.example",
		"x\nBcc: all@a.example", "x\rBcc: all@a.example"};
	for (size_t i = 0; i < 3; i++) {
		struct mail m[6];
		for (int k = 0; k < 6; k++)
			m[k] = letter();
		m[0].subject = m[1].to_name = m[2].from_name = evil[i];
		m[3].to = arena_printf(a, "a@b.example%s", evil[i]);
		m[4].reply_to = m[3].to;
		m[5].message_id = m[3].to;
		for (int k = 0; k < 6; k++) {
			struct buf out = {0};
			CHECK_INT(mail_compose(a, &m[k], &out), ERR_INVALID);
			CHECK_INT(out.len, 0);
			buf_release(&out);
		}
	}
	struct mail m = letter();
	m.to = "a@b.example> SIZE=1";
	struct buf out = {0};
	CHECK_INT(mail_compose(a, &m, &out), ERR_INVALID);
	buf_release(&out);
}

static void bodies_are_quoted_printable(struct arena *a)
{
	struct mail m = letter();
	m.text = "\xc3\xa4=\n.\nFrom me\nend \n"
		 "0123456789012345678901234567890123456789"
		 "0123456789012345678901234567890123456789\n";
	const char *text = compose(a, &m);
	CHECK(has(text, "=C3=A4=3D\r\n=2E\r\n=46rom me\r\nend=20\r\n"));
	for (const char *p = text; *p;) {
		size_t n = strcspn(p, "\r");
		CHECK(n <= 78);
		CHECK(p[n] == '\r' && p[n + 1] == '\n');
		CHECK(strcspn(p, "\n") == n + 1);
		p += n + 2;
	}
}

static void mail_for_a_folder_is_a_whole_file(struct arena *a)
{
	struct conf conf = {.dir = check_dir(),
		.mail_url = "file:",
		.base_url = "http://a.example"};
	struct mail m = letter();
	const char *problem;
	CHECK_INT(mail_send(a, &conf, &m, &problem), OK);
	CHECK_INT(mail_send(a, &conf, &m, &problem), OK); /* again: the same */
	DIR *d = opendir(arena_printf(a, "%s/mail", conf.dir));
	CHECK(d != NULL);
	int n = 0;
	for (struct dirent *e; d && (e = readdir(d));) {
		if (e->d_name[0] == '.' && strlen(e->d_name) <= 2)
			continue;
		CHECK_STR(e->d_name, "20261123T084000-abc-poukama.example.eml");
		n++;
	}
	CHECK_INT(n, 1);
	if (d)
		closedir(d);
}

static void files_go_along_in_base64(struct arena *a)
{
	static const char bytes[] = "%PDF-1.5 and sixty more bytes of it so "
				    "that the line is folded once or so";
	struct mail_file f = {"invoice-2026-1.pdf", "application/pdf", bytes,
		sizeof(bytes) - 1};
	struct mail m = letter();
	m.files = &f;
	m.n_files = 1;
	struct buf out = {0};
	CHECK_INT(mail_compose(a, &m, &out), OK);
	CHECK(strstr(out.p, "Content-Type: multipart/mixed;"));
	CHECK(strstr(out.p, "Content-Type: multipart/alternative;"));
	CHECK(strstr(out.p, "filename=\"invoice-2026-1.pdf\""));
	CHECK(strstr(out.p, "\r\nJVBERi0xLjUgYW5kIHNpeHR5"));
	for (const char *line = out.p; line; line = strchr(line + 1, '\n'))
		CHECK(strcspn(line + 1, "\r") <= 78);
	buf_clear(&out);
	f.name = "a\r\nBcc: x@y.example";
	CHECK_INT(mail_compose(a, &m, &out), ERR_INVALID);
	f.name = "a\"b.pdf";
	CHECK_INT(mail_compose(a, &m, &out), ERR_INVALID);
	buf_release(&out);
}

/* RFC 8058 section 3.1: both headers, and only in marketing. */
static void marketing_ends_with_one_click(struct arena *a)
{
	struct mail m = letter();
	CHECK(!strstr(compose(a, &m), "List-Unsubscribe"));
	m.unsubscribe = "https://a.example/fi/letters/end/abc";
	const char *text = compose(a, &m);
	CHECK(has(text, "\r\nList-Unsubscribe: "
			"<https://a.example/fi/letters/end/abc>\r\n"));
	CHECK(has(text, "\r\nList-Unsubscribe-Post: "
			"List-Unsubscribe=One-Click\r\n"));
	static const char *const evil[] = {"mailto:a@b.example",
		"https://a.example/>\r\nBcc: all@a.example",
		"https://a.example/> , <x", "/letters/end/abc"};
	for (size_t i = 0; i < 4; i++) {
		struct buf out = {0};
		m.unsubscribe = evil[i];
		CHECK_INT(mail_compose(a, &m, &out), ERR_INVALID);
		buf_release(&out);
	}
}

static void a_server_that_is_not_there_is_tried_later(struct arena *a)
{
	struct conf conf = {.dir = check_dir(),
		.mail_url = "smtp://127.0.0.1:9",
		.base_url = "http://a.example"};
	struct mail m = letter();
	const char *problem;
	CHECK_INT(mail_send(a, &conf, &m, &problem), ERR_BUSY);
}

int main(void)
{
	return check_run((struct check[]){
		{"a message has what readers need",
			a_message_has_what_readers_need},
		{"other letters are encoded words",
			other_letters_are_encoded_words},
		{"long subjects fold", long_subjects_fold},
		{"a line end in a header is refused",
			a_line_end_in_a_header_is_refused},
		{"bodies are quoted-printable", bodies_are_quoted_printable},
		{"mail for a folder is a whole file",
			mail_for_a_folder_is_a_whole_file},
		{"files go along in base64", files_go_along_in_base64},
		{"marketing ends with one click",
			marketing_ends_with_one_click},
		{"a server that is not there is tried later",
			a_server_that_is_not_there_is_tried_later},
		{NULL, NULL},
	});
}
