"""Sums of money: the amount and currency of a fine."""

import re
from functools import lru_cache

from babel.numbers import get_currency_name, get_territory_currencies

__all__ = ["read_money"]

SCALE = {
    "thousand": 1e3, "million": 1e6, "mln": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "b": 1e9,
    "trillion": 1e12, "тыс": 1e3, "тысяч": 1e3, "тысячи": 1e3, "тысячу": 1e3, "млн": 1e6, "миллион": 1e6,
    "миллиона": 1e6, "миллионов": 1e6, "млрд": 1e9, "миллиард": 1e9, "миллиарда": 1e9, "миллиардов": 1e9,
    "мільйон": 1e6, "мільйона": 1e6, "мільйонів": 1e6, "тисяч": 1e3, "мың": 1e3, "миллиардтан": 1e9, "lakh": 1e5,
    "crore": 1e7,
}  # fmt: skip
WORDS = {
    r"roubles?|rubles?|руб(?:лей|ля|ль|\.)?": "RUB", r"euros?|евро|євро": "EUR",
    r"australian dollars?": "AUD", r"(?:us |u\.s\. )?dollars?|доллар\w*|долар\w*": "USD",
    r"laris?|лари": "GEL", r"drams?|драм\w*": "AMD", r"tenge|тенге|теңге": "KZT", r"soms?|сом\w*": "KGS",
    r"hryvnias?|hryvnyas?|грив\w+": "UAH", r"liras?|лир\w?": "TRY", r"reais|reals?|реал\w*": "BRL",
    r"nairas?|найр\w*": "NGN", r"rupees?|рупи\w+": "INR", r"pounds?|фунт\w*": "GBP", r"yuan|юан\w+": "CNY",
    r"won|вон": "KRW", r"yen|иен\w?": "JPY", r"manats?|манат\w*": "AZN", r"lei|leu|ле[йяев]+": "MDL",
    r"somonis?|сомони": "TJS", r"sums?|сум\w*": "UZS", r"rials?|tomans?|риал\w*": "IRR", r"zlotys?|злот\w+": "PLN",
    r"forints?|форинт\w*": "HUF", r"dirhams?|дирхам\w*": "AED", r"shekels?|шекел\w*": "ILS", r"ringgit": "MYR",
    r"rupiah": "IDR", r"dong": "VND", r"baht": "THB", r"pesos?": "MXN", r"levs?|leva": "BGN",
    r"kronor|krona|крон\w?": "SEK", r"kroner|krone": "NOK", r"shillings?|шиллинг\w*": "KES", r"francs?|франк\w*": "CHF",
    r"dinars?|динар\w*": "RSD", r"riyals?": "SAR", r"takas?": "BDT", r"kyats?": "MMK", r"birr": "ETB", r"cedis?": "GHS",
    r"kwachas?": "ZMW", r"rands?": "ZAR", r"afghanis?": "AFN", r"tugriks?|тугрик\w*": "MNT", r"koruny?": "CZK",
}  # fmt: skip
SIGNS = {
    "$": "USD", "€": "EUR", "£": "GBP", "₽": "RUB", "₹": "INR", "₺": "TRY", "₸": "KZT", "₴": "UAH", "₦": "NGN",
    "¥": "JPY", "₩": "KRW", "R$": "BRL", "A$": "AUD",
}  # fmt: skip
CODES = "USD EUR GBP RUB GEL AMD KZT KGS UAH TRY BRL NGN INR CNY KRW JPY AZN MDL TJS UZS IRR PLN HUF".split()
NUMBER = r"(?P<number>\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)"
UNIT = "|".join(f"(?P<c{index}>{word})" for index, word in enumerate(WORDS))
SCALED = rf"(?:[\s-]*(?P<scale>{'|'.join(sorted(SCALE, key=len, reverse=True))})\b\.?)?"
AFTER = re.compile(
    rf"{NUMBER}{SCALED}\s+(?:\w+\s)?(?:{UNIT}|(?P<code>{'|'.join(code.lower() for code in CODES)}))(?!\w)"
)
BEFORE = re.compile(rf"(?P<sign>r\$|a\$|[$€£₽₹₺₸₴₦¥₩])\s?{NUMBER}{SCALED}")
CURRENCIES = tuple(WORDS.values())
ABROAD = frozenset({"USD", "EUR", "AUD"})  # what a report converts into: never the money of the country it is about


@lru_cache(maxsize=1024)
def _local(currency: str, country: str | None) -> str:
    """The country's own money where it goes by the same word: som is KGS, in Uzbekistan UZS. Source: CLDR."""
    if country is None or currency in ABROAD:
        return currency
    noun = get_currency_name(currency, locale="en").split()[-1]
    own = get_territory_currencies(country)
    return next((code for code in own if get_currency_name(code, locale="en").split()[-1] == noun), currency)


def _amount(number: str, scale: str | None) -> float:
    plain = re.sub(r"[\s\u00a0\u202f]", "", number)
    plain = plain.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain) else plain.replace(",", ".")
    return round(float(plain) * SCALE.get(scale or "", 1.0), 2)


def read_money(folded: str, start: int, end: int, country: str | None = None) -> tuple[float, str] | None:
    """Return amount and ISO 4217 currency of the first sum in ``folded[start:end]``, or None.

    Rupees, soms, pesos and the like are those of *country* (ISO 3166-1 alpha-2) where it has money of that name.
    A sum in words of a currency goes before one with a sign: "6 million roubles ($65,600)" is in roubles.
    """
    if match := AFTER.search(folded, start, end):
        currency = (
            match["code"].upper()
            if match["code"]
            else _local(CURRENCIES[next(i for i in range(len(CURRENCIES)) if match[f"c{i}"])], country)
        )
        return _amount(match["number"], match["scale"]), currency
    if match := BEFORE.search(folded, start, end):
        return _amount(match["number"], match["scale"]), SIGNS[match["sign"].upper()]
    return None
