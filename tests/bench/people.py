#!/usr/bin/env python3
"""people.py - customers with duplicates that are known: a shop's list, made up.

usage: people.py N SEED CUSTOMERS TRUTH [SETTING=SHARE]...

Writes N people as CSV, some of them twice or more often as a clerk, a form and another system
might have written them, to CUSTOMERS, and the pairs that are the same person to TRUTH. The lists
of names, and how they are spelled in Latin letters, are written down here, and know nothing of the
library that cust-dedupe uses. A SETTING is one of SHARES.
"""
import csv
import random
import sys

SHARES = dict(
    duplicated=.1, chinese=.5, family=.2, twins=.002, same_name=.001, shared_phone=.4,
    has_birthday=.85, has_phone=.85, has_email=.65, has_address=.8,
    typo=.15, swapped=.08, latin=.12, traditional=.08, homophone=.04, initial=.05, married=.02,
    nameless=.01, birthday_lost=.15, birthday_typo=.06, day_month=.02, phone_new=.2,
    phone_lost=.12, phone_typo=.05, phone_masked=.05, email_new=.25, email_lost=.15,
    email_typo=.05, moved=.15, address_typo=.15, address_lost=.1)

SURNAMES = """王wang 李li 张zhang 刘liu 陈chen 杨yang 赵zhao 黄huang 周zhou 吴wu 徐xu 孙sun 胡hu 朱zhu
高gao 林lin 何he 郭guo 马ma 罗luo 梁liang 宋song 郑zheng 谢xie 韩han 唐tang 冯feng 于yu 董dong 萧xiao
程cheng 曹cao 袁yuan 邓deng 许xu 傅fu 沈shen 曾zeng 彭peng 吕lü 苏su 卢lu 蒋jiang 蔡cai 贾jia 丁ding
魏wei 薛xue 叶ye 阎yan 余yu 潘pan 杜du 戴dai 夏xia 钟zhong 汪wang 田tian 任ren 姜jiang 范fan 方fang
石shi 姚yao 谭tan 廖liao 邹zou 熊xiong 金jin 陆lu 郝hao 孔kong 白bai 崔cui 康kang 毛mao 邱qiu 秦qin
江jiang 史shi 顾gu 侯hou 邵shao 孟meng 龙long 万wan 段duan 雷lei 钱qian 汤tang 尹yin 黎li 易yi 常chang
武wu 乔qiao 贺he 赖lai 龚gong 文wen 欧阳ouyang 司马sima 单shan 翟zhai 仇qiu""".split()
GIVEN = """伟wei 芳fang 娜na 敏min 静jing 丽li 强qiang 磊lei 军jun 洋yang 勇yong 艳yan 杰jie 娟juan 涛tao
明ming 超chao 秀xiu 霞xia 平ping 刚gang 桂gui 英ying 华hua 建jian 国guo 玉yu 兰lan 红hong 志zhi 文wen
小xiao 春chun 晓xiao 海hai 梅mei 云yun 飞fei 龙long 鹏peng 宇yu 浩hao 欣xin 怡yi 梓zi 涵han 雨yu 轩xuan
子zi 一yi 思si 佳jia 嘉jia 诗shi 琪qi 雪xue 婷ting 凯kai 峰feng 斌bin 波bo 辉hui 亮liang 成cheng 东dong
永yong 健jian 世shi 广guang 义yi 兴xing 良liang 山shan 仁ren 宁ning 贵gui 福fu 生sheng 元yuan 全quan
胜sheng 学xue 祥xiang 才cai 发fa 新xin 利li 清qing 彬bin 富fu 顺shun 信xin 昌chang 振zhen 壮zhuang
荣rong 爱ai 妹mei 香xiang 月yue 莺ying 媛yuan 瑞rui 凡fan 佩pei 君jun 俊jun 钧jun 薇wei 威wei 维wei""".split()
TRADITIONAL = dict(zip(
    "张刘陈杨赵黄吴孙马罗郑谢韩冯萧邓许吕苏卢蒋贾叶阎钟谭邹陆龙万钱汤贺赖龚欧单伟丽强军艳杰"
    "涛刚华国兰红云飞鹏宇轩诗凯东义兴宁贵胜学发庄荣爱莺维", 
    "張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈葉閻鍾譚鄒陸龍萬錢湯賀賴龔歐單偉麗強軍艷傑"
    "濤剛華國蘭紅雲飛鵬宇軒詩凱東義興寧貴勝學發莊榮愛鶯維"))
ENGLISH = """Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez
Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark
Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson
Baker Hall Rivera Campbell Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards
Collins Reyes Stewart Morris Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed
Kelly Howard Ramos Kim Cox Ward Richardson Watson Brooks Chavez Wood James Bennett Gray Mendoza Ruiz Hughes
Price Alvarez Castillo Sanders Patel Myers Long Ross Foster Jimenez Müller Schmidt Fischer Weber Wagner
Hoffmann Schäfer O'Brien O'Connor MacDonald Lindqvist Sørensen Kowalski Nowak Novák Rossi Bianchi Dubois
Lefèvre Moreau Fitzgerald Abernathy Blackwood Castellanos Delacroix Eastman Farnsworth Grantham Holloway
Ingram Jennings Kirkpatrick Lockwood Montgomery Northcott Oakley Pemberton Quinlan Rutherford Sinclair
Thackeray Underwood Vandermeer Whitaker Yarborough Zimmerman""".split()
FIRST = """James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard
Susan Joseph Jessica Thomas Sarah Charles Karen Christopher Lisa Daniel Nancy Matthew Betty Anthony Sandra
Mark Margaret Donald Ashley Steven Kimberly Andrew Emily Paul Donna Joshua Michelle Kenneth Carol Kevin
Amanda Brian Melissa George Deborah Timothy Stephanie Ronald Rebecca Jason Laura Edward Helen Jeffrey
Sharon Ryan Cynthia Jacob Kathleen Gary Amy Nicholas Angela Eric Shirley Jonathan Anna Stephen Brenda Larry
Pamela Justin Nicole Scott Samantha Brandon Katherine Benjamin Christine Samuel Debra Gregory Rachel Frank
Carolyn Alexander Janet Raymond Maria Patrick Olivia Jack Heather Dennis Diane Jerry Julie Tyler Joyce
José Renée Zoë Jürgen Søren Małgorzata""".split()
STREETS_ZH = "人民 解放 中山 建设 和平 新华 长江 黄河 北京 南京 文化 学院 花园 东风 胜利 光明 友谊 幸福".split()
STREETS = """Oak Maple Cedar Pine Elm Washington Lake Hill Walnut Spring North Ridge Church Park Mill
River Sunset Railroad Jackson Cherry Franklin Highland Meadow Forest Chestnut""".split()
CITIES_ZH = "北京 上海 广州 深圳 成都 杭州 武汉 西安 南京 重庆 苏州 天津 长沙 青岛 郑州 东莞".split()
CITIES = "Springfield Riverton Fairview Clinton Georgetown Salem Madison Ashland Dover Hudson Milton".split()
DOMAINS = "qq.com 163.com gmail.com outlook.com 126.com icloud.com yahoo.com example.org".split()

def split(word):
    at = next(i for i, c in enumerate(word) if ord(c) < 0x250)
    return word[:at], word[at:].replace('ü', 'u')

SURNAMES = [split(w) for w in SURNAMES]
GIVEN = [split(w) for w in GIVEN]

class Shop:
    def __init__(self, seed, shares):
        self.random = random.Random(seed)
        self.share = shares
        self.used = set()

    def chance(self, name):
        return self.random.random() < self.share[name]

    def often_first(self, names, spread):
        """The first are the most frequent, as with real names."""
        return names[min(int(len(names) * self.random.random() ** spread), len(names) - 1)]

    def digits(self, n):
        return ''.join(self.random.choice('0123456789') for _ in range(n))

    def place(self, p):
        r = self.random
        if p['zh']:
            p['city'] = self.often_first(CITIES_ZH, 1.5)
            p['address'] = f'{r.choice(STREETS_ZH)}路{r.randint(1, 999)}号{r.randint(1, 30)}栋{r.randint(101, 3204)}'
            p['postcode'] = f'{r.randint(10, 85)}{self.digits(1)}{r.randint(0, 30):02}0'
        else:
            p['city'] = self.often_first(CITIES, 1.5)
            p['address'] = f'{r.randint(1, 2400)} {r.choice(STREETS)} {r.choice(["St", "Ave", "Road", "Lane"])}'
            p['postcode'] = f'{r.randint(10, 99)}{self.digits(3)}'

    def new(self, make, *args):
        """A phone or an address that nobody has had yet."""
        while (made := make(*args)) in self.used:
            pass
        self.used.add(made)
        return made

    def phone(self, zh):
        if zh:
            return '+861' + self.random.choice('35789') + self.digits(9)
        return '+1' + self.random.choice(['212', '310', '415', '617', '718', '312', '404', '206']) + \
            self.random.choice('23456789') + self.digits(2) + self.digits(4)

    def email(self, p):
        r = self.random
        name = ''.join(p['latin']).lower() if p['zh'] else (p['given'] + '.' + p['surname']).lower()
        name = ''.join(c for c in name if c.isascii() and (c.isalnum() or c == '.'))
        kind = r.random()
        if kind < .3:
            name = name + self.digits(r.randint(2, 4))
        elif kind < .5:
            name = self.digits(9)
        elif kind < .7:
            name = name[:3] + ''.join(r.choice('abcdefghijklmnopqrstuvwxyz') for _ in range(5))
        else:
            name = name + str(r.randint(1, 9999 if r.random() < .5 else 99))
        return name + '@' + self.often_first(DOMAINS, 1.5)

    def birthday(self, first=1940, last=2006):
        r = self.random
        return [r.randint(first, last), r.randint(1, 12), r.randint(1, 28)]

    def name(self, p):
        if p['zh']:
            p['surname'], sound = self.often_first(SURNAMES, 2.2)
            self.given_zh(p, sound)
        else:
            p['surname'] = self.often_first(ENGLISH, 1.4)
            p['given'] = self.often_first(FIRST, 1.4)

    def given_zh(self, p, sound):
        chars = [self.random.choice(GIVEN) for _ in range(1 if self.random.random() < .2 else 2)]
        p['given'] = ''.join(c for c, _ in chars)
        p['latin'] = (sound, ''.join(s for _, s in chars))

    def person(self):
        p = dict(zh=self.chance('chinese'))
        self.name(p)
        p['birthday'] = self.birthday()
        self.place(p)
        p['phone'] = self.new(self.phone, p['zh'])
        p['email'] = self.new(self.email, p)
        return p

    def relative(self, p):
        """Somebody of the same household: the same home, often the same phone."""
        q = dict(p)
        kind = self.random.random()
        if kind < .3:           # husband and wife
            self.name(q)
            if not p['zh']:
                q['surname'] = p['surname']
        while q['given'] == p['given']:         # two of a family have different names
            if p['zh']:
                self.given_zh(q, q['latin'][0])
            else:
                q['given'] = self.often_first(FIRST, 1.4)
        q['birthday'] = self.birthday()
        if not self.chance('shared_phone'):
            q['phone'] = self.new(self.phone, q['zh'])
        q['email'] = self.new(self.email, q) if self.random.random() > .05 else p['email']
        return q

    def twin(self, p):
        q = self.relative(p)
        q['surname'], q['birthday'] = p['surname'], p['birthday']
        if p['zh']:
            q['latin'] = (p['latin'][0], q['latin'][1])
        return q

    def junior(self, p):
        q = self.relative(p)
        for k in ('surname', 'given', 'latin'):
            if k in p:
                q[k] = p[k]
        q['birthday'] = [p['birthday'][0] + self.random.randint(20, 35)] + self.birthday()[1:]
        return q

    def typo(self, s):
        r = self.random
        if len(s) < 3:
            return s
        at = r.randrange(1, len(s) - 1)
        kind = r.random()
        letters = '0123456789' if s.isdigit() else 'abcdefghijklmnopqrstuvwxyz'
        if kind < .3:
            return s[:at] + s[at + 1] + s[at] + s[at + 2:]
        if kind < .6:
            return s[:at] + r.choice(letters) + s[at + 1:]
        if kind < .8 and not s.isdigit():
            return s[:at] + s[at + 1:]
        return s[:at] + r.choice(letters) + s[at:] if not s.isdigit() else \
            s[:at] + r.choice(letters) + s[at + 1:]

    def write_name(self, p, copy):
        if not copy:
            return p['surname'] + p['given'] if p['zh'] else p['given'] + ' ' + p['surname']
        surname, given = p['surname'], p['given']
        if p['zh']:
            if self.chance('latin'):
                a, b = (x.capitalize() for x in p['latin'])
                return self.random.choice([f'{a} {b}', f'{b} {a}', f'{a}, {b}', f'{a.upper()} {b}'])
            s = surname + given
            if self.chance('traditional'):
                s = ''.join(TRADITIONAL.get(c, c) for c in s)
            elif self.chance('homophone'):
                same = [c for c, sound in GIVEN if sound == dict(GIVEN).get(given[-1]) and c != given[-1]]
                s = s[:-1] + self.random.choice(same) if same else s
            return s
        if self.chance('married'):
            surname = self.often_first(ENGLISH, 1.4)
        if self.chance('typo'):
            if self.random.random() < .5:
                given = self.typo(given)
            else:
                surname = self.typo(surname)
        if self.chance('initial'):
            given = given[0] + '.'
        if self.chance('swapped'):
            return self.random.choice([f'{surname} {given}', f'{surname}, {given}'])
        return f'{given} {surname}'.upper() if self.random.random() < .1 else f'{given} {surname}'

    def write_phone(self, s):
        if s.startswith('+86'):
            n = s[3:]
            return self.random.choice([s, n, f'{n[:3]} {n[3:7]} {n[7:]}', f'{n[:3]}-{n[3:7]}-{n[7:]}', '86' + n])
        n = s[2:]
        return self.random.choice([s, f'+1 {n[:3]} {n[3:6]} {n[6:]}', f'+1 ({n[:3]}) {n[3:6]}-{n[6:]}'])

    def row(self, p, copy):
        c, r = self.chance, self.random
        q = dict(p)
        if copy and c('moved'):
            city = q['city']
            self.place(q)
            if r.random() < .5:
                q['city'] = city
        if copy and c('phone_new'):
            q['phone'] = self.new(self.phone, p['zh'])
        if copy and c('email_new'):
            q['email'] = self.new(self.email, p)
        y, m, d = q['birthday']
        birthday = f'{y:04}-{m:02}-{d:02}'
        phone = self.write_phone(q['phone'])
        if copy:
            if c('birthday_typo'):
                kind = r.random()
                if kind < .4:
                    birthday = f'{y + r.choice([-1, 1, 10, -10]):04}-{m:02}-{d:02}'
                elif kind < .7:
                    birthday = f'{y:04}-{m:02}-{r.randint(1, 28):02}'
                else:
                    birthday = f'{y:04}-{r.randint(1, 12):02}-{d:02}'
            elif c('day_month') and d <= 12:
                birthday = f'{y:04}-{d:02}-{m:02}'
            if c('phone_typo'):
                n = q['phone'][5:]
                phone = q['phone'][:5] + self.typo(n)
            elif c('phone_masked'):
                n = q['phone'].removeprefix('+86').removeprefix('+1')
                phone = n[:3] + '****' + n[-4:]
            if c('email_typo'):
                local, domain = q['email'].split('@')
                q['email'] = self.typo(local) + '@' + domain
            if c('address_typo'):
                q['address'] = self.typo(q['address'])
        has = lambda what, lost: not c(lost) if copy else p.setdefault('has ' + what, c('has_' + what))
        name = '' if copy and c('nameless') else self.write_name(p, copy)
        address = has('address', 'address_lost')
        return dict(
            name=name,
            birthday=birthday if has('birthday', 'birthday_lost') else '',
            phone=phone if has('phone', 'phone_lost') else '',
            email=q['email'] if has('email', 'email_lost') else '',
            city=q['city'], address=q['address'] if address else '',
            postcode=q['postcode'] if address else '',
            country='CN' if p['zh'] else 'US',
            acquired=f'{r.randint(2010, 2024)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}')

def people(shop, n):
    last = None
    for _ in range(n):
        if last and shop.chance('twins'):
            p = shop.twin(last)
        elif last and shop.chance('same_name'):
            p = shop.junior(last)
        elif last and shop.chance('family'):
            p = shop.relative(last)
        else:
            p = shop.person()
        for k in [k for k in p if k.startswith('has ')]:
            del p[k]
        last = p
        yield p

def main():
    n, seed, customers, truth = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
    shares = dict(SHARES)
    for setting in sys.argv[5:]:
        name, value = setting.split('=')
        shares[name] = float(value)
    shop = Shop(seed, shares)
    rows = []
    for number, p in enumerate(people(shop, n)):
        rows.append((number, shop.row(p, False)))
        while shop.chance('duplicated'):
            rows.append((number, shop.row(p, True)))
    shop.random.shuffle(rows)
    same = {}
    with open(customers, 'w', newline='') as out:
        w = csv.DictWriter(out, ['customer_id', *rows[0][1]], lineterminator='\n')
        w.writeheader()
        for i, (number, row) in enumerate(rows):
            row['customer_id'] = f'C{i + 1:07}'
            same.setdefault(number, []).append(row['customer_id'])
            w.writerow(row)
    with open(truth, 'w') as out:
        print('keep_id,other_id', file=out)
        for ids in same.values():
            for i, a in enumerate(ids):
                for b in ids[i + 1:]:
                    print(f'{a},{b}', file=out)

if __name__ == '__main__':
    main()
