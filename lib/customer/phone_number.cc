#include "lib/customer/phone_number.h"

#include <cstring>
#include <string>

#include <phonenumbers/phonenumberutil.h>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

/* Why a number that the plan does not have cannot be one. */
static int
reason_of(const PhoneNumberUtil &util, const PhoneNumber &number)
{
	switch (util.IsPossibleNumberWithReason(number)) {
	case PhoneNumberUtil::TOO_SHORT:
	case PhoneNumberUtil::TOO_LONG:
	case PhoneNumberUtil::INVALID_LENGTH:
		return PHONE_NUMBER_LENGTH;
	case PhoneNumberUtil::IS_POSSIBLE_LOCAL_ONLY:
		return PHONE_NUMBER_LOCAL;
	case PhoneNumberUtil::INVALID_COUNTRY_CODE:
		return PHONE_NUMBER_NO_CODE;
	default:
		return PHONE_NUMBER_WRONG;
	}
}

int
phone_number_read(const char *digits, const char *country, char *e164, size_t room)
{
	static const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
	PhoneNumber number;
	std::string text;

	switch (util.Parse(digits, country, &number)) {
	case PhoneNumberUtil::NO_PARSING_ERROR:
		break;
	case PhoneNumberUtil::INVALID_COUNTRY_CODE_ERROR:
		return PHONE_NUMBER_NO_CODE;
	default:
		return PHONE_NUMBER_LENGTH;
	}
	if (!util.IsValidNumber(number))
		return reason_of(util, number);
	util.Format(number, PhoneNumberUtil::E164, &text);
	if (text.size() >= room)
		return PHONE_NUMBER_LENGTH;
	std::memcpy(e164, text.c_str(), text.size() + 1);
	return PHONE_NUMBER_VALID;
}
