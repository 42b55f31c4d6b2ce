/* Pages that say what went wrong and what to do. */
#include "handlers/handlers.h"

#include "domain/setting.h"
#include "lib/err.h"
#include "lib/tr.h"

struct words {
	int rc, status;
	const char *title, *text;
};

static const struct words words[] = {
	{ERR_NOT_FOUND, 404, N_("This page is not here"),
		N_("The address may be mistyped, or the page has moved. Search"
		   " above, or start from the front page.")},
	{ERR_GONE, 410, N_("This is no longer in the shop"),
		N_("We have stopped selling it. Have a look at what else"
		   " stands on the same shelf.")},
	{ERR_DENIED, 403, N_("The page had been open too long"),
		N_("For your safety we did nothing. Go back, reload the page"
		   " and try again: what you typed is still there.")},
	{ERR_CONFLICT, 409, N_("Something changed meanwhile"),
		N_("Go back, reload the page and try again.")},
	{ERR_INVALID, 422, N_("We did not understand that"),
		N_("Go back and check what you filled in.")},
	{ERR_BAD, 400, N_("We did not understand that"),
		N_("The request was incomplete. Go back and try again.")},
	{ERR_METHOD, 405, N_("That does not work here"),
		N_("Go back and use the buttons of the page.")},
	{ERR_TOO_LARGE, 413, N_("That was too large"),
		N_("Send a smaller file or a shorter text.")},
	{ERR_TOO_MANY, 429, N_("A little too fast"),
		N_("There were many attempts in a short time. Wait a few"
		   " minutes and try again.")},
	{ERR_BUSY, 503, N_("Very busy just now"),
		N_("Nothing is lost. Try again in a moment.")},
	{ERR_INTERNAL, 500, N_("Something broke on our side"),
		N_("Nothing was ordered or changed. We have been told. Try"
		   " again in a moment.")},
	{0, 0, NULL, NULL},
};

static const struct words *words_for(int rc)
{
	const struct words *w = words;
	while (w->rc != rc && w->rc != ERR_INTERNAL)
		w++;
	return w;
}

int page_error(struct req *r, int rc)
{
	const struct words *w = words_for(rc);
	struct tpl *t = tpl_new(&r->cx, "shop/error.tpl");
	tpl_int(t, "CODE", w->status);
	tpl_text(t, "TITLE", tr(w->title));
	tpl_text(t, "TEXT", tr(w->text));
	tpl_text(t, "P", r->lang_prefix);
	struct page p = {.title = tr(w->title), .noindex = true};
	return page_send(r, &p, t, w->status);
}
