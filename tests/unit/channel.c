/* channel: preferred and consented; withdrawn, unknown and missing ones; one channel only. */
#include "lib/care/channel.h"

#include <string.h>

#include "tests/unit/tap.h"

enum { CHAT = 2 };

/* All channels unknown; the phone and the address are known. */
static struct channel_facts
facts(int preferred)
{
	return (struct channel_facts){ .preferred = preferred, .phone = true, .mail = true,
		.only = CHANNEL_NONE };
}

static bool
gives(const struct channel_facts *f, int channel, enum channel_consent consent)
{
	const struct channel_choice c = channel_choose(f);

	return c.channel == channel && c.consent == consent && c.reached;
}

static void
test_preferred(void)
{
	struct channel_facts f = facts(CHAT);

	ok(gives(&f, CHAT, CHANNEL_UNKNOWN), "the preferred one");
	f.of[CHAT] = CHANNEL_GIVEN;
	ok(gives(&f, CHAT, CHANNEL_GIVEN), "with consent");
	f.of[CHAT] = CHANNEL_WITHDRAWN;
	ok(gives(&f, CHANNEL_PHONE, CHANNEL_UNKNOWN), "withdrawn: the phone");
	f.of[CHANNEL_MAIL] = CHANNEL_GIVEN;
	ok(gives(&f, CHANNEL_MAIL, CHANNEL_GIVEN), "given is better than unknown");
	f = facts(CHANNEL_MAIL);
	f.mail = false;
	ok(gives(&f, CHANNEL_PHONE, CHANNEL_UNKNOWN), "without an address: the phone");
	f = facts(CHANNEL_NONE);
	ok(gives(&f, CHANNEL_PHONE, CHANNEL_UNKNOWN), "no preference: the phone first");
}

static void
test_withdrawn(void)
{
	struct channel_facts f = facts(CHANNEL_NONE);

	f.of[CHANNEL_PHONE] = f.of[CHANNEL_MAIL] = CHANNEL_WITHDRAWN;
	ok(channel_choose(&f).consent == CHANNEL_WITHDRAWN &&
	    channel_choose(&f).channel == CHANNEL_NONE, "all known ones withdrawn");
	f = facts(CHANNEL_NONE);
	f.phone = f.mail = false;
	ok(gives(&f, CHANNEL_NONE, CHANNEL_UNKNOWN), "none known: somebody decides");
	f.of[CHAT] = CHANNEL_GIVEN;
	ok(gives(&f, CHANNEL_NONE, CHANNEL_UNKNOWN), "given for one is not given for all");
	f.of[CHAT] = CHANNEL_WITHDRAWN;
	ok(channel_choose(&f).consent == CHANNEL_WITHDRAWN, "withdrawn for one is withdrawn");
	for (int i = 0; i < CHANNEL_CHANNELS; i++)
		f.of[i] = CHANNEL_GIVEN;
	ok(gives(&f, CHANNEL_NONE, CHANNEL_GIVEN), "given for all");
}

static void
test_required(void)
{
	struct channel_facts f = facts(CHAT);

	f.required = true;
	ok(!channel_choose(&f).reached, "unknown is not enough");
	f.of[CHANNEL_MAIL] = CHANNEL_GIVEN;
	ok(gives(&f, CHANNEL_MAIL, CHANNEL_GIVEN), "the one that is given");
}

static void
test_only(void)
{
	struct channel_facts f = facts(CHAT);

	f.only = CHANNEL_MAIL;
	ok(gives(&f, CHANNEL_MAIL, CHANNEL_UNKNOWN), "not the preferred one");
	f.of[CHANNEL_MAIL] = CHANNEL_WITHDRAWN;
	ok(channel_choose(&f).consent == CHANNEL_WITHDRAWN, "withdrawn");
	f.mail = false;
	ok(!channel_choose(&f).reached && channel_choose(&f).consent == CHANNEL_UNKNOWN,
	    "no address");
}

static void
test_names(void)
{
	ok(channel_of("store") == 5 && strcmp(channel_name(5), "store") == 0, "names");
	ok(channel_of("fax") == CHANNEL_NONE && *channel_name(CHANNEL_NONE) == '\0', "no channel");
	ok(strcmp(channel_consent_name(CHANNEL_WITHDRAWN), "withdrawn") == 0, "consent");
}

int
main(void)
{
	test_preferred();
	test_withdrawn();
	test_required();
	test_only();
	test_names();
	return done();
}
