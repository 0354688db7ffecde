/* vcard: RFC 2426 and RFC 6350, and the quoted-printable of versit's 2.1. */
#include "lib/io/vcard.h"

#include <string.h>

#include "tests/unit/tap.h"

#define HEADER "UID,FN,N.family,N.given,N.additional,ORG,EMAIL,TEL,ADR.city,ADR.region," \
	"ADR.country,BDAY,GENDER,CATEGORIES,NOTE\n"

static void
card(const char *text, const char *want, const char *name)
{
	struct text t = { 0 };

	vcard_csv(text, strlen(text), &t);
	text_add(&t, "", 1);
	ok(strcmp(t.s, want) == 0, name);
	if (strcmp(t.s, want) != 0)
		printf("# %s", t.s);
	text_free(&t);
}

int
main(void)
{
	ok(vcard_is("\r\nbegin:vcard\r\n", 14) && !vcard_is("BEGIN:VCAR", 10) &&
	    !vcard_is("name\n", 5), "what begins with a vCard");
	card("", HEADER, "no card");
	card("BEGIN:VCARD\r\nFN:A\\, B\\n\\;C\\\\\r\nEND:VCARD\r\n",
	    HEADER "\n,\"A, B ;C\\\"" ",,,,,,,,,,,,,\n",
	    "escapes; the row is in the line of END");
	card("BEGIN:VCARD\nN:Fam;Gi\\;ven;Mid,dle;Dr.;\nEND:VCARD\n",
	    HEADER "\n,,Fam,Gi;ven,\"Mid,dle\",,,,,,,,,,\n", "parts of N");
	card("BEGIN:VCARD\nNOTE:one\n  two\n\tthree\nEND:VCARD\n",
	    HEADER "\n\n\n,,,,,,,,,,,,,,one twothree\n", "folded lines");
	card("BEGIN:VCARD\nFN;QUOTED-PRINTABLE:a=3Db=\n c=ZZ=20=\nd\nEND:VCARD\n",
	    HEADER "\n\n\n,a=b c=ZZ d,,,,,,,,,,,,,\n", "quoted-printable over three lines");
	card("BEGIN:VCARD\nTEL;HOME:1\nTEL;CELL:2\nTEL;CELL:3\nEND:VCARD\n",
	    HEADER "\n\n\n,,,,,,,2,,,,,,,\n", "the first mobile number");
	card("BEGIN:VCARD\nITEM1.EMAIL;X=\"a:b\":x@y.z\nEMAIL:second@y.z\nEND:VCARD\n",
	    HEADER "\n\n,,,,,,x@y.z,,,,,,,,\n", "a group, a quoted parameter, the first value");
	card("FN:outside\nBEGIN:VCARD\nno colon\nFN:A\n", HEADER "\n\n,A,,,,,,,,,,,,,\n",
	    "a card without an end");
	card("BEGIN:VCARD\nFN;CHARSET=GBK:\xd5\xc5\nEND:VCARD\n",
	    HEADER "\n,\xe5\xbc\xa0,,,,,,,,,,,,,\n", "GBK");
	card("BEGIN:VCARD\nFN;CHARSET=nothing:\xd5\xc5\nEND:VCARD\n",
	    HEADER "\n,\xd5\xc5,,,,,,,,,,,,,\n", "a charset that is not known stays");
	return done();
}
