#include "lib/io/encoding_own.h"

/* The encodings that come into question, and the shares that they have of what is met. */
const struct encoding_set encoding_sets[] = {
	{ "WINDOWS-1252", NULL, -1, .33, false, "en.25 de.18 fr.18 es.14 pt.09 it.05 nl.02 sv.03"
	    " da.03 fi.015 ca.01 is.002 ga.003" },
	{ "GB18030", NULL, ENCODING_GB18030, .3, false, "zh.97 zh-Hant.03" },
	{ "BIG5", "BIG5-HKSCS", ENCODING_BIG5, .05, false, "zh-Hant.1" },
	{ "SHIFT_JIS", "CP932", ENCODING_SHIFT_JIS, .06, false, "ja.1" },
	{ "EUC-JP", "EUC-JP-MS", ENCODING_EUC_JP, .01, false, "ja.1" },
	{ "EUC-KR", "CP949", ENCODING_EUC_KR, .04, false, "ko.1" },
	{ "WINDOWS-1251", NULL, -1, .06, false, "ru.8 uk.1 bg.06 sr.04" },
	{ "WINDOWS-1250", NULL, -1, .05, true, "pl.4 cs.2 sk.06 hu.15 ro.1 hr.09" },
	{ "WINDOWS-1254", NULL, -1, .02, true, "tr.1" },
	{ "WINDOWS-1253", NULL, -1, .008, false, "el.1" },
	{ "WINDOWS-1257", NULL, -1, .006, true, "lt.4 lv.3 et.3" },
	{ "WINDOWS-1255", NULL, -1, .006, false, "he.1" },
	{ "WINDOWS-1256", NULL, -1, .01, false, "ar.8 fa.2" },
	{ "CP874", NULL, -1, .01, false, "th.1" },
	{ "MACINTOSH", NULL, -1, .01, false, "en.25 de.2 fr.2 es.15 pt.1 it.05 nl.02 sv.02 da.01" },
	{ "CP850", NULL, -1, .006, false, "de.4 fr.2 es.15 pt.1 it.05 nl.02 sv.04 da.04" },
	{ "ISO-8859-2", NULL, -1, .004, true, "pl.4 cs.2 sk.06 hu.15 ro.1 hr.09" },
	{ "CP852", NULL, -1, .002, true, "pl.4 cs.3 sk.1 hu.2" },
	{ "CP857", NULL, -1, .001, true, "tr.1" },
	{ "ISO-8859-6", NULL, -1, .001, false, "ar.1" },
	{ "ISO-8859-15", NULL, -1, .003, false, "fr.4 en.2 de.2 es.1 fi.1" },
	{ "KOI8-R", NULL, -1, .003, false, "ru.1" },
	{ "CP866", NULL, -1, .004, false, "ru.1" },
	{ "ISO-8859-5", NULL, -1, .001, false, "ru.6 bg.2 sr.2" },
	{ "MAC-CYRILLIC", NULL, -1, .001, false, "ru.9 uk.1" },
	{ "ISO-8859-7", NULL, -1, .002, false, "el.1" },
};
const size_t encoding_nsets = sizeof encoding_sets / sizeof *encoding_sets;
