"""How people write dates and times, in English, German, French and Spanish: the patterns that ``when`` reads with."""

from __future__ import annotations

import re

Patterns = tuple[tuple[re.Pattern[str], bool], ...]
"""Patterns, each with whether what it finds is surely a time. What is not, counts before a colon or a dash."""


def _compiled(*patterns: tuple[str, bool]) -> Patterns:
    return tuple((re.compile(pattern, re.IGNORECASE), is_sure) for pattern, is_sure in patterns)


def _numbered(*names: str) -> dict[str, int]:
    """The number of each name: those that stand in one text mean the same."""
    return {name: number for number, same in enumerate(names) for name in same.split()}


MONTHS = _numbered(
    "",
    "jan january januar jänner janvier janv enero ene",
    "feb february februar février fevrier févr fév febrero",
    "mar march märz maerz mär mrz mars marzo",
    "apr april avril avr abril abr",
    "may mai mayo",
    "jun june juni juin junio",
    "jul july juli juillet juil julio",
    "aug august août aout agosto ago",
    "sep sept september septembre septiembre setiembre",
    "oct october oktober okt octobre octubre",
    "nov november novembre noviembre",
    "dec december dezember dez décembre decembre déc diciembre dic",
)
WEEKDAYS = _numbered(
    "mon monday montag mo lundi lun lunes",
    "tue tues tuesday dienstag di mardi martes",
    "wed weds wednesday mittwoch mi mercredi mer miércoles miercoles mié",
    "thu thur thurs thursday donnerstag do jeudi jeu jueves jue",
    "fri friday freitag fr vendredi ven viernes vie",
    "sat saturday samstag sonnabend sa samedi sam sábado sabado sáb",
    "sun sunday sonntag so dimanche dim domingo dom",
)
DAYS, WEEKS = ("day", "tag", "jour", "día"), ("week", "woche", "semaine", "semana")
COUNTED = dict.fromkeys(DAYS, "d") | dict.fromkeys(WEEKS, "w")

_WORD = r"[^\W\d_]"
_CENTURIES = r"(?:19|20)"
_YEAR = rf"(?P<year>{_CENTURIES}\d\d)(?!\d|:\d\d\s)"
_DAY = r"(?P<day>\d\d?)"
_MONTH = rf"(?P<month>{_WORD}{{3,12}})\b\.?"
_HOUR = r"(?P<h>[01]?\d|2[0-4])"
_MINUTE = r"(?P<m>[0-5]\d)(?!\d)"
_HALF = r"(?P<half>[ap])(?:m\b|\.m\.)"
_O_CLOCK = r"(?:Uhr|h|hrs?|hours)\b"
_AMOUNT = (
    r"(?:%|€|EUR|USD|CHF|GBP|euros?|dollars?|[kMGT]i?B|ms|s|sec\w*|min\w*|h|hours?|days?|km|cm|m|kg|g|percent"
    r"|million\w*|billion\w*|Mio|points?|times|x)\b"
)
_UNIT = r"(?:s(?:ecs?|econds?)?|m(?:ins?|inutes?)?|h(?:rs?|ours?)?|d(?:ays?)?|w(?:eeks?)?)\b"
_NOT_LONG = r"(?!\s+(?:of|de|later|long|more)\b)"

DATES = _compiled(
    (rf"(?P<year>{_CENTURIES}\d\d)(?P<sep>[-/.])(?P<number>\d\d?)(?P=sep){_DAY}(?!\d)", True),
    (rf"{_DAY}\.\s?(?P<number>\d\d?)\.\s?{_YEAR}", True),
    (rf"{_DAY}\.(?P<number>\d\d?)\.(?P<short>\d\d)(?![\d.:])", False),
    (rf"{_DAY}\.\s?(?P<number>\d\d?)\.(?!\d)", True),
    (rf"{_DAY}(?P<sep>[/-])(?P<other>\d\d?)(?P=sep){_YEAR}", True),
    (rf"{_DAY}/(?P<other>\d\d?)(?:/(?P<short>\d\d))?(?![\d/])", False),
    (
        rf"{_DAY}\.?(?:st|nd|rd|th|er|º)?[\s/-]?(?:of\s|de\s|d['’])?{_MONTH}(?:,?[\s/-](?:del?\s)?{_YEAR})?",
        True,
    ),
    (rf"{_MONTH}[\s-]{_DAY}(?:st|nd|rd|th)?(?!\d|[:.]\d|h)(?:,?\s{_YEAR})?", True),
    (rf"(?:(?P<year>{_CENTURIES}\d\d)年)?(?P<number>\d\d?)月{_DAY}日", True),
)
CLOCKS = _compiled(
    (rf"{_HOUR}:{_MINUTE}(?::(?P<s>[0-5]\d(?:[.,]\d{{1,9}})?))?(?:\s?{_HALF}|\s?{_O_CLOCK})?", True),
    (rf"{_HOUR}\s?h\s?{_MINUTE}{_NOT_LONG}", True),
    (rf"{_HOUR}\.{_MINUTE}\s?(?:{_HALF}|{_O_CLOCK})", True),
    (rf"(?=\d\d){_HOUR}\.{_MINUTE}(?=\s+{_WORD}|\s*[:–—])(?!\s+{_AMOUNT})", True),
    (rf"(?P<h>0?[1-9]|1[0-2])\s?{_HALF}", True),
    (rf"{_HOUR}\s?Uhr\b(?:\s?{_MINUTE})?", True),
    (rf"(?P<h>[01]\d|2[0-3]){_MINUTE}\s?(?:hrs?|hours|(?-i:Z))\b{_NOT_LONG}", True),
    (rf"{_HOUR}(?:\.{_MINUTE}|\s?h)(?=\s*$)", True),
    (rf"{_HOUR}\s?h\b{_NOT_LONG}", False),
)
OFFSETS = _compiled(
    (r"T\s?(?P<n>0)\b(?!:\d)", True),
    (r"(?:T\s?)?(?P<sign>\+)\s?(?P<hours>\d{1,3})[:h](?P<more>[0-5]\d)\b", True),
    (r"T\s?(?P<sign>[-−])\s?(?P<hours>\d{1,3})[:h](?P<more>[0-5]\d)\b", True),
    (rf"T\s?(?P<sign>[+\-−])\s?(?P<n>\d{{1,5}}(?:[.,]\d+)?)(?:\s?(?P<unit>{_UNIT}))?(?!\w)", True),
    (rf"(?P<sign>\+)\s?(?P<n>\d{{1,5}}(?:[.,]\d+)?)\s?(?P<unit>{_UNIT}){_NOT_LONG}", True),
)
PERIODS = _compiled(
    (rf"{_MONTH}\s{_YEAR}", True),
    (rf"{_YEAR}(?:-(?P<number>\d\d)(?![-\d]))?", False),
    (rf"(?P<unit>{'|'.join(COUNTED)})\s(?P<n>\d{{1,3}})\b", False),
    (_MONTH, False),
)


def _one(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


ISO = _one(
    rf"{_CENTURIES}\d\d-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:[.,]\d{{1,6}})?)?(?:Z|[+-]\d\d:?\d\d)?(?!\d|:\d)"
)
WEEKDAY = _one(rf"(?P<name>{_WORD}{{2,10}})\b\.?(?:,?\s+(?=\w))?")
ZONE = _one(
    r"\s?\(?(?-i:(?P<zone>(?:UTC|GMT)(?:[+-]\d\d?(?::?\d\d)?)?|Z|\+\d\d:?\d\d|CES?T|MES?Z|WES?T|EES?T|BST|IST|JST|KST|MSK"
    r"|AE[SD]T|[ECMP][SD]?T)\b)\)?"
)
AROUND = _one(
    r"(?:[~≈]\s?|(?:ca\.?|circa|about|around|approx\.?|approximately|at|by|from|since|before|after|until|till|on|um|am"
    r"|gegen|ab|seit|vor|nach|bis|vers|dès|à|le|hacia|desde|a las|el)\s+){1,2}"
)
JOIN = _one(r"\s*[,:]?\s*(?:(?:at|on|about|around|um|am|ab|gegen|vers|à|le|a las|el|@|~|ca\.?)\s*)?")
TO = _one(r"\s?(?:[-–—]|(?:to|until|till|bis|à|a|hasta)\s)\s?")
MARK = _one(r"\s*(?:(?:[-*•◦‣–—]|\+(?!\s+\d)|\[[ x]?\])\s+(?=\S)){0,2}")
"""What stands before a line in a list, as in ``static/js/shared/pasted-list.js``."""
BULLET = _one(r"(?:\d\d?[.)]\s+(?=\d\d?:\d\d))?[\[(*_]{0,3}")
GAP = _one(r"[\])*_]{0,3}(?:\s*[:;,|–—→]\s*|\s+-{1,2}\s+|\s*[-=]>\s*|\s+)")
CLEAR_GAP = _one(r"[\])*_]{0,3}\s*(?:[:|–—→]|[-=]>|(?<=\s)-{1,2}(?=\s))\s*")
