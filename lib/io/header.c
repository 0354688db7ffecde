#include "lib/io/header.h"

#include <ctype.h>
#include <string.h>

enum { NAME = 40 };	/* no alias is longer */

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The name without the blanks around it. Sets *n to its length. */
static const char *
trim(const char *s, size_t *n)
{
	while (is_blank(*s))
		s++;
	*n = strlen(s);
	while (*n > 0 && is_blank(s[*n - 1]))
		--*n;
	return s;
}

static int
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char)c;
}

static bool
is_same(const char *a, const char *b, int (*like)(char))
{
	size_t n, m;

	a = trim(a, &n);
	b = trim(b, &m);
	for (size_t i = 0; n == m && i < n; i++)
		if (like(a[i]) != like(b[i]))
			return false;
	return n == m;
}

bool
header_same_case(const char *a, const char *b)
{
	return is_same(a, b, lower);
}

static int
lower_joined(char c)
{
	return c == ' ' || c == '-' ? '_' : lower(c);
}

bool
header_same(const char *a, const char *b)
{
	return is_same(a, b, lower_joined);
}

/*
 * Writes the ASCII letters and digits of a name in lower case. False if there are none, or if it
 * has other letters.
 */
static bool
squeeze(const char *name, char to[static NAME])
{
	size_t n = 0;

	for (; *name && n + 1 < NAME; name++)
		if (isalnum((unsigned char)*name))
			to[n++] = (char)lower(*name);
		else if (strchr(" \t_-.#", *name) == NULL)
			return false;
	to[n] = '\0';
	return n > 0 && *name == '\0';
}

/* Aliases as squeeze writes them, between commas. */
static const struct {
	const char *name, *others;
} aliases[] = {
	{ "customer_id", ",customerid,customer,customernumber,customerno,custid,custno,clientid,"
	    "client,clientno,clientnumber,userid,memberid,membershipid,accountid,buyerid,shopperid,"
	    "masterid,uid,kundennummer,kundennr,clienteid,idclient,customerkey,cid," },
	{ "date", ",date,transdate,transactiondate,orderdate,orderpurchasetimestamp,purchasedate,"
	    "invoicedate,datetime,timestamp,createdat,createddate,eventtime,eventdate,saledate,"
	    "salesdate,orderedat,paidat,dayofpurchase,orderdatetime,datum,fecha,dt,surveydate,"
	    "responsedate,submittedat," },
	{ "amount", ",amount,tranamount,transactionamount,total,totalprice,totalamount,ordertotal,"
	    "ordervalue,paymentvalue,sales,revenue,price,subtotal,grandtotal,net,netamount,"
	    "monetaryvalue,linetotal,betrag,montant,importe,salesamount,saleamount,spent,"
	    "turnover," },
	{ "order_id", ",orderid,orderno,ordernumber,ordernum,order,invoiceno,invoiceid,invoice,"
	    "invoicenumber,transactionid,receiptid,receiptno,bestellnummer,billno," },
	{ "sku", ",sku,stockcode,productid,productcode,itemid,itemcode,lineitemsku,productsku,"
	    "asin," },
	{ "quantity", ",quantity,qty,lineitemquantity,units,count,menge," },
	{ "name", ",name,customername,fullname,clientname,displayname," },
	{ "email", ",email,emailaddress,mail,customeremail,contactemail," },
	{ "phone", ",phone,phonenumber,mobile,telephone,tel,mobilephone,cell," },
	{ "birthday", ",birthday,birthdate,dateofbirth,dob," },
	{ "acquired", ",acquired,signupdate,registrationdate,customersince,joindate,"
	    "dateofregistration," },
	{ "first_date", ",firstdate,firstorderdate,firstpurchase,firstpurchasedate," },
	{ "last_date", ",lastdate,lastorderdate,lastpurchase,lastpurchasedate," },
	{ "score", ",score,rating,npsscore,npsrating,starrating," },
	{ "text", ",text,comment,comments,feedback,review,reviewtext,message,verbatim," },
	{ "kind", ",kind,type,feedbacktype,category," },
};

const char *
header_alias(const char *name)
{
	char s[NAME + 2] = ",";

	if (!squeeze(name, s + 1))
		return NULL;
	strcat(s, ",");
	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
		if (strstr(aliases[i].others, s))
			return aliases[i].name;
	return NULL;
}

const char *
header_fault(char *const *name, size_t n)
{
	if (n == 0)
		return NULL;
	if (strncmp(name[0], "<<<<<<<", 7) == 0 || strncmp(name[0], "=======", 7) == 0 ||
	    strncmp(name[0], ">>>>>>>", 7) == 0)
		return "the first line is the mark of a merge conflict; resolve it";
	if (n == 1 && strchr(name[0], ';'))
		return "the columns are separated by ';', not ','";
	if (n == 1 && strchr(name[0], '\t'))
		return "the columns are separated by tabs, not ','";
	if (n == 1 && strchr(name[0], '|'))
		return "the columns are separated by '|', not ','";
	return NULL;
}
