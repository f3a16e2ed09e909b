"""English words that say little about the subject of a text."""

from __future__ import annotations

from collections.abc import Iterable


def _listed(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


COMMON_WORDS = _listed(
    [
        "a an and are as at be but by for from had has have he her him his i if in into is it its me my no nor",
        "not of on or our she so than that the their them then there these they this those to was we were what",
        "when where which who why will with you your us do did does how can could would should am been being",
    ]
)
"""Words so common that a search ignores them when it has other words."""

STOP_WORDS = COMMON_WORDS | _listed(
    [
        "about above across after again against ago ahead all almost alone along already also although always",
        "among amount another any anybody anyone anything anyway anywhere around ask asked asking away back bad",
        "became because become becomes before began begin behind below beside besides best better between beyond",
        "big bit both bring brought by came cannot certain clear clearly close come comes coming complete",
        "completely day days different doing done down due during each early either else end ended enough entire",
        "especially even ever every everybody everyone everything exactly example expect expected expecting far",
        "few find first five following found four full further gave get gets getting give given gives giving go",
        "goes going gone good got great half happen happened happening happens hard hardly having help hence here",
        "hers herself high himself hour hours however idea important indeed instead inside itself just keep kept",
        "kind knew know known knows large last late later least leave led left less let lets like likely little",
        "long longer look looked looking looks lot lots low made mainly make makes making many may maybe mean",
        "means meant meanwhile might mine minute minutes month months more moreover most mostly much must myself",
        "name near nearly need needed needs neither never nevertheless new next nobody none nothing now nowhere",
        "number of off often old once one ones only onto order other others otherwise ought ours ourselves out",
        "outside over own part parts past people per perhaps place please point possible put quite rather ready",
        "real really reason right said same saw say says second see seem seemed seems seen self several shall",
        "short show showed side simple simply since six small some somebody somehow someone something sometimes",
        "somewhere soon start started still stop stopped such sure take taken takes taking tell ten ten than thank",
        "themselves thing things think third though thought three through throughout thus time times today",
        "together told tomorrow too took toward towards tried try trying turn turned twice two under unless until",
        "up upon use used uses using usual usually various very via want wanted wants way ways week weeks well",
        "went whatever whenever whereas wherever whether whoever whole whose within without wont word words work",
        "worked working works world worse worst would year years yes yesterday yet yours yourself",
        "dont doesn doesnt didn didnt isn isnt wasn wasnt couldn couldnt wouldn wouldnt shouldn hadn hasn haven",
        "aren weren ll ve re believe believed believes feel feels felt hand hands live lived percent",
    ]
)
"""Words that say little about the subject of a text. Two texts that share them need not be related."""
