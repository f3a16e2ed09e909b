"""See the package."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from statistics import median, quantiles

from bench.recall import cases, logs, model, texts
from bench.recall.cases import SMALL, Case, rates
from facilitator.log.recall import synonyms
from facilitator.log.recall.hybrid import NEARNESS, Nearness
from facilitator.log.recall.offers import MOST
from facilitator.log.recall.word_ranker import above_threshold
from facilitator.log.recall.word_threshold import THRESHOLD, OfferThreshold

SIZES = (300, 3_000)
LARGEST = 10_000
ALONE = Nearness(least=0.46, below=0.075, above=0.035)
"""What fits best where words do not count."""
Sized = dict[int, list[Case]]
Offered = Callable[[Case], list[str]]


def by_words(least: OfferThreshold) -> Offered:
    return lambda case: [each.entry_id for each in above_threshold(case.words, least)[:MOST]]


def by_both(least: Nearness) -> Offered:
    return lambda case: [
        each.entry_id for each in case.near[:MOST] if each.score >= least.in_log_of(case.size)
    ]


def by_meaning_alone(case: Case) -> list[str]:
    """What is near, whatever words it has."""
    nearest = sorted(case.near, key=lambda each: -each.cosine)[:MOST]
    return [each.entry_id for each in nearest if each.cosine >= ALONE.in_log_of(case.size)]


WORDS: dict[str, Offered] = {
    "words": by_words(THRESHOLD),
    "  the same share at every size": by_words(replace(THRESHOLD, growth=0)),
    "  however much the text tells": by_words(replace(THRESHOLD, by_told=0, share=0.34, growth=0.14)),
    "  BM25 score alone, at least 12": by_words(OfferThreshold(score=12)),
    "  without any threshold": by_words(OfferThreshold()),
}
MEANING: dict[str, Offered] = {
    "meaning": by_meaning_alone,
    "both": by_both(NEARNESS),
    "  as near at every size": by_both(Nearness(NEARNESS.least)),
    "  however near": by_both(cases.ANYTHING),
}


def report(of: str, sized: Sized) -> None:
    asked, unrelated = len(texts.descriptions(of)), len(texts.unrelated(of))
    print(f"recall, set {of}: {len(logs.all_of(of))} entries, {asked} descriptions in other words,")
    print(f"  {unrelated} unrelated texts. Hit rate at 3 / false offers, in percent:")
    if of == texts.DOMAINS:
        chosen = texts.fitted_half()
        _table("fitted half", _only(sized, lambda case: (case.wanted or case.text) in chosen))
        _table("held-out half", _only(sized, lambda case: (case.wanted or case.text) not in chosen))
    else:
        _table(of.replace("_", " "), sized)


def _only(sized: Sized, wanted: Callable[[Case], bool]) -> Sized:
    return {size: [case for case in found if wanted(case)] for size, found in sized.items()}


def _table(name: str, sized: Sized) -> None:
    _row(f"{name}, entries in the log", [f"{size:,}" for size in sized])
    for rule, offered in (WORDS | (MEANING if _has_meaning(sized) else {})).items():
        _row(rule, [rates(each, offered) for each in sized.values()])


def without_synonyms(of: str) -> None:
    with _no_synonyms():
        _row("  without synonyms", [rates(cases.in_small_logs(of, None), by_words(THRESHOLD))])


def report_times(all_sized: Sequence[Sized]) -> None:
    print("  to find what is offered, p50/p95 in ms:")
    sizes = list(all_sized[0])
    for at, name in enumerate(("words", "both") if _has_meaning(all_sized[0]) else ("words",)):
        seconds = {size: [case.seconds[at] for sized in all_sized for case in sized[size]] for size in sizes}
        _row(name, [f"{1000 * median(each):.0f}/{1000 * _p95(each):.0f}" for each in seconds.values()])


def _p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20)[-1]


def _has_meaning(sized: Sized) -> bool:
    return any(case.near for each in sized.values() for case in each)


def _row(words: str, cells: Sequence[object]) -> None:
    print(f"  {words:32}" + "".join(f"{cell!s:>9}" for cell in cells))


@contextmanager
def _no_synonyms() -> Iterator[None]:
    usual = synonyms.synonyms_of
    synonyms.synonyms_of = lambda word: []
    try:
        yield
    finally:
        synonyms.synonyms_of = usual


def misses(all_cases: Sequence[Case]) -> None:
    """Each text that goes wrong, with what came nearest."""
    for case in all_cases:
        offered = by_both(NEARNESS)(case)
        if (case.wanted not in offered) if case.wanted else offered:
            words = [f"{each.entry_id or '(other)'} {each.share:.2f}" for each in case.words.entries[:3]]
            near = [f"{each.entry_id or '(other)'} {each.score:.2f}" for each in case.near[:3]]
            print(f"  {case.wanted or '(unrelated)'}: {case.text}")
            print(f"    words: told {case.words.told:.1f}; {', '.join(words)}\n    near: {', '.join(near)}")


def _resident() -> int:
    """The memory of this process, in MB."""
    with open("/proc/self/statm") as read:
        return int(read.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help=f"measure a log of {LARGEST:,} entries, too")
    parser.add_argument("--misses", action="store_true", help="show each text of `fitted` that goes wrong")
    given = parser.parse_args()
    before = _resident()
    meaning = model.meaning()
    loaded = _resident()
    found: dict[str, Sized] = {of: {SMALL: cases.in_small_logs(of, meaning)} for of in texts.SETS}
    forms: Sized = {}
    with logs.empty(meaning) as log:
        log.add(logs.all_of(texts.SETS[-1]).items())
        for size in logs.filled(log, (*SIZES, LARGEST) if given.large else SIZES):
            for of in texts.SETS:
                found[of][size] = cases.in_log(of, log)
            forms[size] = cases.forms_in_log(log)
    for of, sized in found.items():
        report(of, sized)
        without_synonyms(of)
        if given.misses and of == texts.FITTED:
            misses(sized[SIZES[0]])
    _table("whole forms", forms)
    report_times(list(found.values()))
    if meaning:
        print(f"  memory: {before} MB before the model was loaded, {loaded} MB with it")


if __name__ == "__main__":
    main()
