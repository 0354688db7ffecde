/*
 * encoding: texts in many languages, written for this test, are recognized in their encodings or
 * not at all; where the bytes are cut, and damage, make no difference.
 */
#include "lib/io/encoding.h"
#include "lib/io/encoding_own.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "tests/unit/random.h"
#include "tests/unit/tap.h"

enum { ROOM = 1 << 14 };

static const struct sample {
	const char *encoding, *text;
} samples[] = {
	{ "GB18030", "会员编号,姓名,城市,备注\n1,张伟,北京,已发货\n2,王秀英,上海,等待付款\n3,李娜,成都,退货处理中\n" },
	{ "GB18030", "id,comment\n1,服务态度非常好，下次还会再来\n2,物流太慢了，等了一个星期\n" },
	{ "BIG5", "會員編號,姓名,城市,備註\n1,陳志明,臺北,已出貨\n2,林淑芬,高雄,等待付款\n3,張家豪,臺中,退貨處理中\n" },
	{ "SHIFT_JIS", "顧客番号,氏名,都市,備考\n1,佐藤太郎,東京都,発送済み\n2,鈴木花子,大阪府,お支払い待ち\n" },
	{ "EUC-JP", "顧客番号,氏名,都市,備考\n1,佐藤太郎,東京都,発送済み\n2,鈴木花子,大阪府,お支払い待ち\n" },
	{ "EUC-KR", "고객번호,이름,도시,비고\n1,김민준,서울,배송완료\n2,이서연,부산,결제대기\n3,박지훈,대구,반품 처리중\n" },
	{ "WINDOWS-1252", "Kunde;Ort;Straße\n1;Jürgen Müller;Köln;Hauptstraße\n"
	    "2;Käthe Schröder;München;Am Schloß\n" },
	{ "WINDOWS-1252", "numéro,prénom,ville\n1,Hélène,Orléans\n2,François,Besançon\n"
	    "3,Zoë,Nîmes\n4,Benoît,Évreux\n" },
	{ "WINDOWS-1252", "número,nombre,ciudad\n1,José Muñoz,Málaga\n2,Íñigo Peña,Logroño\n"
	    "3,María Ibáñez,Córdoba\n4,Ángel,León\n" },
	{ "WINDOWS-1252", "código,nome,cidade\n1,João Gonçalves,São Paulo\n"
	    "2,Conceição Araújo,Brasília\n3,Inês Brandão,Maceió\n" },
	{ "WINDOWS-1252", "kund,ort\n1,Björn Åkesson,Malmö\n2,Märta Sjöberg,Göteborg\n"
	    "3,Søren Nørgaard,København\n4,Päivi Mäkinen,Jyväskylä\n" },
	{ "WINDOWS-1252", "viðskiptavinur,staður\n1,Guðrún Þórðardóttir,Hafnarfjörður\n"
	    "2,Sigríður Jónsdóttir,Ísafjörður\n3,Þóra Björk,Reykjavík\n" },
	{ "WINDOWS-1250", "zamówienie,imię,miasto\n1,Łukasz Wiśniewski,Łódź\n"
	    "2,Małgorzata Dąbrowska,Kraków\n3,Paweł Wójcik,Białystok\n" },
	{ "WINDOWS-1250", "číslo,jméno,město\n1,Jiří Dvořák,Plzeň\n"
	    "2,Kateřina Novotná,Hradec Králové\n3,Ondřej Růžička,Příbram\n4,Lukáš Kučera,Ústí\n" },
	{ "WINDOWS-1250", "rendelés,név,város\n1,Szabó Erzsébet,Székesfehérvár\n"
	    "2,Tóth Győző,Hódmezővásárhely\n3,Lőrinc Ágnes,Győr\n4,Kovács István,Pécs\n"
	    "5,Németh Zsófia,Kőszeg\n6,Őry Bálint,Vác\n" },
	{ "WINDOWS-1251", "заказ,имя,город\n1,Иван Кузнецов,Москва\n2,Наталья Смирнова,Казань\n"
	    "3,Пётр Соколов,Екатеринбург\n" },
	{ "WINDOWS-1251", "замовлення,ім'я,місто\n1,Олексій Шевченко,Київ\n"
	    "2,Оксана Бондаренко,Львів\n3,Юрій Ткаченко,Запоріжжя\n" },
	{ "WINDOWS-1254", "müşteri,şehir,ürün\n1,Ayşe Yılmaz,İstanbul,ayakkabı\n"
	    "2,Özgür Şahin,Diyarbakır,gömlek\n3,Gülşen Çelik,Eskişehir,çanta\n"
	    "4,Uğur Doğan,Muğla,kılıf\n5,Işıl Aydın,Kırşehir,yağmurluk\n" },
	{ "WINDOWS-1253", "παραγγελία,όνομα,πόλη\n1,Γιώργος Παπαδόπουλος,Αθήνα\n"
	    "2,Μαρία Νικολάου,Θεσσαλονίκη\n" },
	{ "WINDOWS-1255", "הזמנה,שם,עיר\n1,משה כהן,ירושלים\n2,רחל לוי,חיפה\n3,יעקב מזרחי,תל אביב\n"
	    "4,שרה פרידמן,באר שבע\n" },
	{ "WINDOWS-1256", "الطلب,الاسم,المدينة\n1,محمد علي,القاهرة\n2,فاطمة أحمد,الرياض\n" },
	{ "WINDOWS-1257", "užsakymas,vardas,miestas\n1,Šarūnas Žukauskas,Šiauliai\n"
	    "2,Eglė Petrauskienė,Panevėžys\n3,Jānis Bērziņš,Jēkabpils\n"
	    "4,Rūta Kazlauskaitė,Klaipėda\n5,Vytautė,Kėdainiai\n6,Gražina,Mažeikiai\n" },
	{ "CP874", "คำสั่งซื้อ,ชื่อ,เมือง\n1,สมชาย,กรุงเทพ\n2,วิชัย,เชียงใหม่\n" },
	{ "MACINTOSH", "Kunde;Ort;Straße\n1;Jürgen Müller;Köln;Hauptstraße\n"
	    "2;Käthe Schröder;München;Am Schloß\n3;José Núñez;Málaga;\n" },
};
enum { SAMPLES = sizeof samples / sizeof *samples };

static size_t
encode(const char *text, const char *encoding, char to[static ROOM])
{
	iconv_t cd = iconv_open(encoding, "UTF-8");
	char *in = (char *)(uintptr_t)text, *out = to;
	size_t n = strlen(text), room = ROOM;

	if (iconv(cd, &in, &n, &out, &room) == (size_t)-1)
		return 0;
	iconv_close(cd);
	return ROOM - room;
}

/* Judged in pieces of random sizes, at most LONGEST bytes each. */
static struct encoding_verdict
judge(const char *s, size_t n, size_t longest)
{
	struct encoding *e = encoding_new();
	struct encoding_verdict v;

	for (size_t i = 0, k; i < n; i += k) {
		k = 1 + random_below((uint32_t)longest);
		k = k < n - i ? k : n - i;
		encoding_add(e, s + i, k);
	}
	v = encoding_judge(e);
	encoding_free(e);
	return v;
}

static bool
is(const struct encoding_verdict *v, const char *name, bool sure)
{
	return v->name && strcasecmp(v->name, name) == 0 && v->sure == sure;
}

/* Is a text of N bytes this, without doubt? */
static bool
surely(const char *s, size_t n, const char *name)
{
	const struct encoding_verdict v = judge(s, n, ROOM);

	return is(&v, name, true);
}

static void
test_languages(void)
{
	for (size_t i = 0; i < SAMPLES; i++) {
		char s[ROOM], name[128];
		const size_t n = encode(samples[i].text, samples[i].encoding, s);

		snprintf(name, sizeof name, "%.*s: %s", (int)strcspn(samples[i].text, "\n"),
		    samples[i].text, samples[i].encoding);
		ok(n > 0 && surely(s, n, samples[i].encoding), name);
	}
}

/* How the bytes come in does not matter, a byte at a time or cut anywhere. */
static void
test_pieces(void)
{
	bool good = true;

	for (size_t i = 0; i < SAMPLES; i++) {
		char s[ROOM];
		const size_t n = encode(samples[i].text, samples[i].encoding, s);
		const struct encoding_verdict whole = judge(s, n, ROOM);

		for (size_t longest = 1; longest < 8; longest++) {
			const struct encoding_verdict v = judge(s, n, longest);

			good = good && v.name == whole.name && v.sure == whole.sure &&
			    v.n == whole.n && v.words == whole.words &&
			    v.candidate[0].score == whole.candidate[0].score;
		}
	}
	ok(good, "a character in two pieces changes nothing");
}

/* A few accents among ASCII are WINDOWS-1252, also where all of it is valid GB18030. */
static void
test_few(void)
{
	static const char *const words[] = { "M\xfcller", "M\xfcnchen", "Cafeti\xe8re", "Se\xf1or",
		"\xc5ngstr\xf6m", "cr\xe8me br\xfbl\351e", "\xc9lodie F\xfcrst", "S\xf8ren" };
	bool good = true, never = true;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		char s[ROOM] = "customer_id,name,product\n";

		for (int k = 0; k < 100; k++)
			strcat(s, k == 50 ? words[i] : "17,Anna Smith,Garden Lamp\n");
		good = good && surely(s, strlen(s), "WINDOWS-1252");
		never = never && !surely(words[i], strlen(words[i]), "GB18030");
	}
	ok(good, "one name with an accent in an English table");
	ok(never, "M\xc3\xbcller is never M\xe9\xbb\xaeler");
}

/* A table of ASCII with these cells in turn, which | divides. */
static struct encoding_verdict
judge_cells(const char *cells, const char *encoding)
{
	char text[ROOM] = "customer_id,name,product,note\n", s[ROOM];
	const char *at = cells;

	for (int k = 0; k < 60; k++) {
		const size_t n = strcspn(at, "|");

		sprintf(text + strlen(text), "%d,Anna Smith,Garden Lamp,%.*s\n", k, (int)n, at);
		at = at[n] ? at + n + 1 : cells;
	}
	return judge(s, encode(text, encoding, s), ROOM);
}

/* Signs among ASCII are no letters of another alphabet, and its letters are no signs. */
static void
test_signs(void)
{
	static const char *const signs[] = { "£40|£50|£30|Gift Voucher £100.00", "£", "£5",
		"£1.99|£2.50|£3|£4.75|£5|£6.99|£70|£8|£9|£11|£12|£13|£14|£15|£16",
		"3 €|12 €", "€12|€5", "25°|30°", "1º|2º|3º", "N.º 5|12,50 €",
		"Calle Mayor 5, 2º A|nº 4|30 €", "2ª|1ª", "10m²|12 m²", "5½|1½|½", "±5|±7",
		"5µm|7µg", "N° 7|Größe", "25°C|30°C|7°C" },
	    *const polish[] = { "imię", "12 zł|100zł" },
	    *const letters[] = { "100р|250р|37р", "100г|200г|5г", "12А|13Б|7В", "№12|№13",
		"5 і 6|7 і 8", "к|у" };

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		const struct encoding_verdict v = judge_cells(signs[i], "WINDOWS-1252");

		ok(is(&v, "WINDOWS-1252", true), signs[i]);
	}
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
		const struct encoding_verdict v = judge_cells(letters[i], "WINDOWS-1251");

		ok(!v.sure || is(&v, "WINDOWS-1251", true), letters[i]);
	}
	for (size_t i = 0; i < sizeof polish / sizeof *polish; i++) {
		const struct encoding_verdict v = judge_cells(polish[i], "WINDOWS-1250");

		ok(!v.sure || is(&v, "WINDOWS-1250", true), polish[i]);
	}
}

static void
test_vectors(void)
{
	ok(surely("\xef\xbb\xbf" "a,b\n", 7, "UTF-8") && surely("\xff\xfe" "a\0", 4, "UTF-16LE") &&
	    surely("\xfe\xff\0a", 4, "UTF-16BE") && surely("\xff\xfe\0\0a\0\0\0", 8, "UTF-32LE"),
	    "byte order marks");
	ok(surely("\xbf\xcd\xbb\xa7", 4, "GB18030"), "V21: 客户");
	ok(!surely("\xc1\xaa\xcd\xa8", 4, "UTF-8"), "V21: 联通 is not UTF-8");
	ok(surely("\xbf\xcd\xbb\xa7,\xc1\xaa\xcd\xa8\n", 10, "GB18030"), "V21: 联通 is GB18030");
	ok(surely("\xf0\xa0\xae\xb7", 4, "UTF-8") && !surely("\x95\x34\xb2\x35", 4, "UTF-8"),
	    "V21: four bytes of UTF-8, and of GB18030");
	ok(surely("a,b\n", 4, "UTF-8") && surely("", 0, "UTF-8") &&
	    surely("\xc9\xa3", 2, "UTF-8"), "what is valid UTF-8 is UTF-8");
}

static void
test_utf16(void)
{
	char s[ROOM], t[ROOM];
	size_t n = encode("客户编号,金额\n甲,1\n乙,2\n", "UTF-16LE", s);

	ok(surely(s, n, "UTF-16LE"), "UTF-16 without a mark");
	n = encode("Nr,Kwota\r\nA1,5\r\n", "UTF-16BE", s);
	ok(surely(s, n, "UTF-16BE"), "of the other order of bytes");
	n = encode("заказ;город\nодин;Москва\nдва;Казань\n", "UTF-16LE", s);
	ok(surely(s, n, "UTF-16LE"), "Cyrillic");
	memset(t, 'a', 1000);
	for (int i = 9; i < 1000; i += 10)
		t[i] = '\n';
	t[500] = '\0';
	ok(surely(t, 1000, "UTF-8"), "a NUL does not make it");
	for (int i = 10; i < 1000; i += 10)
		t[i] = '\0';
	ok(surely(t, 1000, "UTF-8"), "nor one in each row, after the line feed");
	ok(encoding_utf16(t, 1000) == NULL && encoding_utf16("a,b\n", 4) == NULL, "it is not");
}

static void
test_damage(void)
{
	static char s[4 * ROOM];
	char t[ROOM];
	size_t n = 0, k = encode(samples[0].text, "GB18030", t);

	for (int i = 0; i < 30; i++, n += k)
		memcpy(s + n, t, k);
	s[n - 3] = '\xff';
	struct encoding_verdict v = judge(s, n, 100);

	ok(is(&v, "GB18030", true) && v.candidate[0].errors > 0, "a damaged character in many");
	for (n = 0, k = strlen(samples[0].text); n < 30 * k; n += k)
		memcpy(s + n, samples[0].text, k);
	s[n - 3] = '\xff';
	v = judge(s, n, 100);
	ok(is(&v, "UTF-8", true) && v.candidate[0].errors > 0, "of UTF-8, too");
	k = encode(samples[0].text, "GB18030", s + n);
	v = judge(s + n - strlen(samples[0].text) * 2, strlen(samples[0].text) * 2 + k, 100);
	ok(!v.sure && strcmp(v.candidate[0].name, "UTF-8") == 0, "two encodings in one file");
}

static void
test_doubt(void)
{
	static const char one[] = "customer_id,name\n1,Lef\xe8vre\n";
	struct encoding *e = encoding_new();

	encoding_add(e, one, strlen(one));
	const struct encoding_verdict v = encoding_judge(e);
	char *a = encoding_sample(e, v.candidate[0].name, v.candidate[1].name);
	char *b = encoding_sample(e, v.candidate[1].name, v.candidate[0].name);
	bool sorted = true;

	for (size_t i = 1; i < v.n; i++)
		sorted = sorted && v.candidate[i].score <= v.candidate[i - 1].score;
	ok(!v.sure && v.words == 1 && v.n > 2 && sorted, "one word with one accent is a doubt");
	ok(strcmp(a, b) != 0 && strncmp(a, "Lef", 3) == 0 && strncmp(b, "Lef", 3) == 0,
	    "what makes the difference");
	free(a);
	free(b);
	encoding_free(e);
}

/* glibc unloads the tables of an encoding when it is closed: loading them takes the most time. */
static void
keep_loaded(void)
{
	enum { MOST = 64 };
	static iconv_t kept[MOST];	/* so that they are no leaks */

	for (size_t i = 0; i < encoding_nsets && i < MOST; i++) {
		kept[i] = iconv_open("UTF-32LE", encoding_sets[i].name);
		ok(kept[i] != (iconv_t)-1, encoding_sets[i].name);
	}
}

int
main(void)
{
	keep_loaded();
	test_languages();
	test_pieces();
	test_few();
	test_signs();
	test_vectors();
	test_utf16();
	test_damage();
	test_doubt();
	return done();
}
