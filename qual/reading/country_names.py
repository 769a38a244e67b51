"""Names of countries: ISO 3166 codes with English and Russian names, and the six member states in full.

The first name of a language is the one shown; the others are only understood.
"""

from __future__ import annotations

MEMBER_STATES = {
    "AM": {
        "en": "Armenia | Republic of Armenia",
        "ru": "Армения | Республика Армения",
        "kk": "Армения | Армения Республикасы",
        "hy": "Հայաստան | Հայաստանի Հանրապետություն | ՀՀ",
        "be": "Арменія | Рэспубліка Арменія",
        "ky": "Армения | Армения Республикасы",
        "tg": "Арманистон | Ҷумҳурии Арманистон | Армения",
    },
    "BY": {
        "en": "Belarus | Republic of Belarus | Byelorussia | Belorussia",
        "ru": "Беларусь | Белоруссия | Республика Беларусь | РБ",
        "kk": "Беларусь | Беларусь Республикасы",
        "hy": "Բելառուս | Բելառուսի Հանրապետություն | Բելոռուսիա",
        "be": "Беларусь | Рэспубліка Беларусь",
        "ky": "Беларусь | Беларусь Республикасы | Белоруссия",
        "tg": "Беларус | Ҷумҳурии Беларус | Белорус | Беларусия",
    },
    "KZ": {
        "en": "Kazakhstan | Republic of Kazakhstan | Qazaqstan | Kazakstan",
        "ru": "Казахстан | Республика Казахстан | РК",
        "kk": "Қазақстан | Қазақстан Республикасы | ҚР",
        "hy": "Ղազախստան | Ղազախստանի Հանրապետություն",
        "be": "Казахстан | Рэспубліка Казахстан",
        "ky": "Казакстан | Казакстан Республикасы",
        "tg": "Қазоқистон | Ҷумҳурии Қазоқистон",
    },
    "KG": {
        "en": "Kyrgyzstan | Kyrgyz Republic | Kirghizia | Kirgizia | Kirgizstan | Kyrghyzstan",
        "ru": "Кыргызстан | Киргизия | Кыргызская Республика | Киргизская Республика | Киргизстан",
        "kk": "Қырғызстан | Қырғыз Республикасы",
        "hy": "Ղրղզստան | Ղրղզստանի Հանրապետություն | Ղրղըզստան",
        "be": "Кыргызстан | Кіргізія | Кыргызская Рэспубліка",
        "ky": "Кыргызстан | Кыргыз Республикасы",
        "tg": "Қирғизистон | Ҷумҳурии Қирғизистон | Қирғизстон",
    },
    "RU": {
        "en": "Russia | Russian Federation",
        "ru": "Россия | Российская Федерация | РФ",
        "kk": "Ресей | Ресей Федерациясы | РФ",
        "hy": "Ռուսաստան | Ռուսաստանի Դաշնություն | ՌԴ",
        "be": "Расія | Расійская Федэрацыя | РФ",
        "ky": "Россия | Россия Федерациясы | Орусия | РФ",
        "tg": "Русия | Федератсияи Русия | Россия",
    },
    "TJ": {
        "en": "Tajikistan | Republic of Tajikistan | Tadjikistan | Tadzhikistan",
        "ru": "Таджикистан | Республика Таджикистан",
        "kk": "Тәжікстан | Тәжікстан Республикасы",
        "hy": "Տաջիկստան | Տաջիկստանի Հանրապետություն",
        "be": "Таджыкістан | Рэспубліка Таджыкістан",
        "ky": "Тажикстан | Тажикстан Республикасы",
        "tg": "Тоҷикистон | Ҷумҳурии Тоҷикистон",
    },
}

# alpha-2; alpha-3; English; Russian
ALL_STATES = """
AD;AND;Andorra;Андорра
AE;ARE;United Arab Emirates | UAE;Объединённые Арабские Эмираты | ОАЭ
AF;AFG;Afghanistan;Афганистан
AG;ATG;Antigua and Barbuda;Антигуа и Барбуда
AI;AIA;Anguilla;Ангилья
AL;ALB;Albania;Албания
AM;ARM;Armenia;Армения
AO;AGO;Angola;Ангола
AQ;ATA;Antarctica;Антарктида
AR;ARG;Argentina;Аргентина
AS;ASM;American Samoa;Американское Самоа
AT;AUT;Austria;Австрия
AU;AUS;Australia;Австралия
AW;ABW;Aruba;Аруба
AX;ALA;Åland Islands;Аландские острова
AZ;AZE;Azerbaijan | Azerbaidjan;Азербайджан
BA;BIH;Bosnia and Herzegovina;Босния и Герцеговина
BB;BRB;Barbados;Барбадос
BD;BGD;Bangladesh;Бангладеш
BE;BEL;Belgium;Бельгия
BF;BFA;Burkina Faso;Буркина-Фасо
BG;BGR;Bulgaria;Болгария
BH;BHR;Bahrain;Бахрейн
BI;BDI;Burundi;Бурунди
BJ;BEN;Benin;Бенин
BL;BLM;Saint Barthélemy;Сен-Бартелеми
BM;BMU;Bermuda;Бермудские острова
BN;BRN;Brunei | Brunei Darussalam;Бруней | Бруней-Даруссалам
BO;BOL;Bolivia;Боливия
BQ;BES;Bonaire, Sint Eustatius and Saba | Caribbean Netherlands;Бонэйр, Синт-Эстатиус и Саба
BR;BRA;Brazil;Бразилия
BS;BHS;Bahamas;Багамы | Багамские острова
BT;BTN;Bhutan;Бутан
BV;BVT;Bouvet Island;Остров Буве
BW;BWA;Botswana;Ботсвана
BY;BLR;Belarus;Беларусь
BZ;BLZ;Belize;Белиз
CA;CAN;Canada;Канада
CC;CCK;Cocos (Keeling) Islands;Кокосовые острова
CD;COD;Democratic Republic of the Congo | DR Congo;Демократическая Республика Конго | ДР Конго
CF;CAF;Central African Republic;Центральноафриканская Республика | ЦАР
CG;COG;Congo | Republic of the Congo | Congo-Brazzaville;Республика Конго | Конго
CH;CHE;Switzerland;Швейцария
CI;CIV;Côte d'Ivoire | Ivory Coast;Кот-д'Ивуар
CK;COK;Cook Islands;Острова Кука
CL;CHL;Chile;Чили
CM;CMR;Cameroon;Камерун
CN;CHN;China | People's Republic of China | PRC;Китай | Китайская Народная Республика | КНР
CO;COL;Colombia;Колумбия
CR;CRI;Costa Rica;Коста-Рика
CU;CUB;Cuba;Куба
CV;CPV;Cape Verde | Cabo Verde;Кабо-Верде
CW;CUW;Curaçao;Кюрасао
CX;CXR;Christmas Island;Остров Рождества
CY;CYP;Cyprus;Кипр
CZ;CZE;Czechia | Czech Republic;Чехия | Чешская Республика
DE;DEU;Germany | Federal Republic of Germany;Германия | ФРГ
DJ;DJI;Djibouti;Джибути
DK;DNK;Denmark;Дания
DM;DMA;Dominica;Доминика
DO;DOM;Dominican Republic;Доминиканская Республика
DZ;DZA;Algeria;Алжир
EC;ECU;Ecuador;Эквадор
EE;EST;Estonia;Эстония
EG;EGY;Egypt;Египет
EH;ESH;Western Sahara;Западная Сахара
ER;ERI;Eritrea;Эритрея
ES;ESP;Spain;Испания
ET;ETH;Ethiopia;Эфиопия
FI;FIN;Finland;Финляндия
FJ;FJI;Fiji;Фиджи
FK;FLK;Falkland Islands;Фолклендские острова
FM;FSM;Micronesia | Federated States of Micronesia;Микронезия | Федеративные Штаты Микронезии
FO;FRO;Faroe Islands;Фарерские острова
FR;FRA;France;Франция
GA;GAB;Gabon;Габон
GB;GBR;United Kingdom | UK | Great Britain | England;Великобритания | Соединённое Королевство
GD;GRD;Grenada;Гренада
GE;GEO;Georgia;Грузия
GF;GUF;French Guiana;Французская Гвиана
GG;GGY;Guernsey;Гернси
GH;GHA;Ghana;Гана
GI;GIB;Gibraltar;Гибралтар
GL;GRL;Greenland;Гренландия
GM;GMB;Gambia;Гамбия
GN;GIN;Guinea;Гвинея
GP;GLP;Guadeloupe;Гваделупа
GQ;GNQ;Equatorial Guinea;Экваториальная Гвинея
GR;GRC;Greece;Греция
GS;SGS;South Georgia and the South Sandwich Islands;Южная Георгия и Южные Сандвичевы острова
GT;GTM;Guatemala;Гватемала
GU;GUM;Guam;Гуам
GW;GNB;Guinea-Bissau;Гвинея-Бисау
GY;GUY;Guyana;Гайана
HK;HKG;Hong Kong;Гонконг
HM;HMD;Heard Island and McDonald Islands;Остров Херд и острова Макдональд
HN;HND;Honduras;Гондурас
HR;HRV;Croatia;Хорватия
HT;HTI;Haiti;Гаити
HU;HUN;Hungary;Венгрия
ID;IDN;Indonesia;Индонезия
IE;IRL;Ireland;Ирландия
IL;ISR;Israel;Израиль
IM;IMN;Isle of Man;Остров Мэн
IN;IND;India;Индия
IO;IOT;British Indian Ocean Territory;Британская территория в Индийском океане
IQ;IRQ;Iraq;Ирак
IR;IRN;Iran | Islamic Republic of Iran;Иран | Исламская Республика Иран
IS;ISL;Iceland;Исландия
IT;ITA;Italy;Италия
JE;JEY;Jersey;Джерси
JM;JAM;Jamaica;Ямайка
JO;JOR;Jordan;Иордания
JP;JPN;Japan;Япония
KE;KEN;Kenya;Кения
KG;KGZ;Kyrgyzstan;Кыргызстан
KH;KHM;Cambodia;Камбоджа
KI;KIR;Kiribati;Кирибати
KM;COM;Comoros;Коморы | Коморские острова
KN;KNA;Saint Kitts and Nevis;Сент-Китс и Невис
KP;PRK;North Korea | DPRK;Северная Корея | КНДР
KR;KOR;South Korea | Republic of Korea;Южная Корея | Республика Корея
KW;KWT;Kuwait;Кувейт
KY;CYM;Cayman Islands;Каймановы острова
KZ;KAZ;Kazakhstan;Казахстан
LA;LAO;Laos;Лаос
LB;LBN;Lebanon;Ливан
LC;LCA;Saint Lucia;Сент-Люсия
LI;LIE;Liechtenstein;Лихтенштейн
LK;LKA;Sri Lanka;Шри-Ланка
LR;LBR;Liberia;Либерия
LS;LSO;Lesotho;Лесото
LT;LTU;Lithuania;Литва
LU;LUX;Luxembourg;Люксембург
LV;LVA;Latvia;Латвия
LY;LBY;Libya;Ливия
MA;MAR;Morocco;Марокко
MC;MCO;Monaco;Монако
MD;MDA;Moldova | Republic of Moldova | Moldavia;Молдова | Молдавия | Республика Молдова
ME;MNE;Montenegro;Черногория
MF;MAF;Saint Martin;Сен-Мартен
MG;MDG;Madagascar;Мадагаскар
MH;MHL;Marshall Islands;Маршалловы Острова
MK;MKD;North Macedonia | Macedonia;Северная Македония | Македония
ML;MLI;Mali;Мали
MM;MMR;Myanmar | Burma;Мьянма | Бирма
MN;MNG;Mongolia;Монголия
MO;MAC;Macao | Macau;Макао
MP;MNP;Northern Mariana Islands;Северные Марианские острова
MQ;MTQ;Martinique;Мартиника
MR;MRT;Mauritania;Мавритания
MS;MSR;Montserrat;Монтсеррат
MT;MLT;Malta;Мальта
MU;MUS;Mauritius;Маврикий
MV;MDV;Maldives;Мальдивы
MW;MWI;Malawi;Малави
MX;MEX;Mexico;Мексика
MY;MYS;Malaysia;Малайзия
MZ;MOZ;Mozambique;Мозамбик
NA;NAM;Namibia;Намибия
NC;NCL;New Caledonia;Новая Каледония
NE;NER;Niger;Нигер
NF;NFK;Norfolk Island;Остров Норфолк
NG;NGA;Nigeria;Нигерия
NI;NIC;Nicaragua;Никарагуа
NL;NLD;Netherlands | Holland;Нидерланды | Голландия
NO;NOR;Norway;Норвегия
NP;NPL;Nepal;Непал
NR;NRU;Nauru;Науру
NU;NIU;Niue;Ниуэ
NZ;NZL;New Zealand;Новая Зеландия
OM;OMN;Oman;Оман
PA;PAN;Panama;Панама
PE;PER;Peru;Перу
PF;PYF;French Polynesia;Французская Полинезия
PG;PNG;Papua New Guinea;Папуа — Новая Гвинея
PH;PHL;Philippines;Филиппины
PK;PAK;Pakistan;Пакистан
PL;POL;Poland;Польша
PM;SPM;Saint Pierre and Miquelon;Сен-Пьер и Микелон
PN;PCN;Pitcairn Islands | Pitcairn;Острова Питкэрн
PR;PRI;Puerto Rico;Пуэрто-Рико
PS;PSE;Palestine | State of Palestine;Палестина
PT;PRT;Portugal;Португалия
PW;PLW;Palau;Палау
PY;PRY;Paraguay;Парагвай
QA;QAT;Qatar;Катар
RE;REU;Réunion;Реюньон
RO;ROU;Romania;Румыния
RS;SRB;Serbia;Сербия
RU;RUS;Russia;Россия
RW;RWA;Rwanda;Руанда
SA;SAU;Saudi Arabia;Саудовская Аравия
SB;SLB;Solomon Islands;Соломоновы Острова
SC;SYC;Seychelles;Сейшельские Острова | Сейшелы
SD;SDN;Sudan;Судан
SE;SWE;Sweden;Швеция
SG;SGP;Singapore;Сингапур
SH;SHN;Saint Helena, Ascension and Tristan da Cunha | Saint Helena;Остров Святой Елены
SI;SVN;Slovenia;Словения
SJ;SJM;Svalbard and Jan Mayen;Шпицберген и Ян-Майен
SK;SVK;Slovakia;Словакия
SL;SLE;Sierra Leone;Сьерра-Леоне
SM;SMR;San Marino;Сан-Марино
SN;SEN;Senegal;Сенегал
SO;SOM;Somalia;Сомали
SR;SUR;Suriname;Суринам
SS;SSD;South Sudan;Южный Судан
ST;STP;São Tomé and Príncipe;Сан-Томе и Принсипи
SV;SLV;El Salvador;Сальвадор
SX;SXM;Sint Maarten;Синт-Мартен
SY;SYR;Syria;Сирия
SZ;SWZ;Eswatini | Swaziland;Эсватини
TC;TCA;Turks and Caicos Islands;Острова Теркс и Кайкос
TD;TCD;Chad;Чад
TF;ATF;French Southern Territories;Французские Южные территории
TG;TGO;Togo;Того
TH;THA;Thailand;Таиланд
TJ;TJK;Tajikistan;Таджикистан
TK;TKL;Tokelau;Токелау
TL;TLS;Timor-Leste | East Timor;Восточный Тимор
TM;TKM;Turkmenistan;Туркменистан | Туркмения
TN;TUN;Tunisia;Тунис
TO;TON;Tonga;Тонга
TR;TUR;Turkey | Türkiye;Турция
TT;TTO;Trinidad and Tobago;Тринидад и Тобаго
TV;TUV;Tuvalu;Тувалу
TW;TWN;Taiwan;Тайвань
TZ;TZA;Tanzania;Танзания
UA;UKR;Ukraine;Украина
UG;UGA;Uganda;Уганда
UM;UMI;United States Minor Outlying Islands;Внешние малые острова США
US;USA;United States | United States of America | U.S.;США | Соединённые Штаты Америки | Соединённые Штаты
UY;URY;Uruguay;Уругвай
UZ;UZB;Uzbekistan;Узбекистан
VA;VAT;Vatican City | Holy See;Ватикан | Святой Престол
VC;VCT;Saint Vincent and the Grenadines;Сент-Винсент и Гренадины
VE;VEN;Venezuela;Венесуэла
VG;VGB;British Virgin Islands;Британские Виргинские острова
VI;VIR;United States Virgin Islands | US Virgin Islands;Виргинские острова США
VN;VNM;Vietnam;Вьетнам
VU;VUT;Vanuatu;Вануату
WF;WLF;Wallis and Futuna;Уоллис и Футуна
WS;WSM;Samoa;Самоа
YE;YEM;Yemen;Йемен
YT;MYT;Mayotte;Майотта
ZA;ZAF;South Africa;Южная Африка | Южно-Африканская Республика | ЮАР
ZM;ZMB;Zambia;Замбия
ZW;ZWE;Zimbabwe;Зимбабве
"""
