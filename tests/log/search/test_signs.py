"""Chinese and Japanese, written without blanks between words; and other scripts, which go on as they were."""

import time
from collections.abc import Iterable
from random import Random

import pytest
from log.search.conftest import Log, WriteTitles

from facilitator import database
from facilitator.log.entry.reader import Reader
from facilitator.log.recall import sign_words
from facilitator.log.recall.offers import offers_for
from facilitator.log.recall.word_ranker import Ranked, WordRanker
from facilitator.log.search import choose_backend
from facilitator.log.search.drivers import count_drivers
from facilitator.log.search.snippet import Piece
from facilitator.log.search.tags import suggested_tags
from facilitator.log.search.words import content_words

LINE = "部品の摩耗でラインが止まった"
BEARING = "轴承磨损严重，机器停止运转"
FROZEN_SECONDS = 15


def marked(pieces: Iterable[Piece]) -> str:
    """The text with its marks in brackets."""
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("q", "title", "shown"),
    [
        ("止まった", LINE, "部品の摩耗でラインが[止まった]"),
        ("摩耗", LINE, "部品の[摩耗]でラインが止まった"),
        ("ライン", LINE, "部品の摩耗で[ライン]が止まった"),
        ("ﾗｲﾝ", LINE, "部品の摩耗で[ライン]が止まった"),
        ("停止", BEARING, "轴承磨损严重，机器[停止]运转"),
        ("磨损", BEARING, "轴承[磨损]严重，机器停止运转"),
        ("机", BEARING, "轴承磨损严重，[机]器停止运转"),
        ("转 ", BEARING, "轴承磨损严重，机器停止运[转]"),
        ("机器 轴承", BEARING, "[轴承]磨损严重，[机器]停止运转"),
        ("磨损严重，机", BEARING, "轴承[磨损严重，机]器停止运转"),
        ("日本語とEng", "彼は日本語とEnglishを話す", "彼は[日本語とEnglish]を話す"),
        ("english", "彼は日本語とEnglishを話す", "彼は日本語と[English]を話す"),
        ("第3回", "新しい第3回会議", "新しい[第3回]会議"),
        ("abc社", "大手ＡＢＣ社１２号", "大手[ＡＢＣ社]１２号"),
        ("12", "大手ＡＢＣ社１２号", "大手ＡＢＣ社[１２]号"),
        ("サーバー", "古いｻｰﾊﾞｰが停止", "古い[ｻｰﾊﾞｰ]が停止"),
        ("バー", "古いｻｰﾊﾞｰが停止", "古いｻｰ[ﾊﾞｰ]が停止"),
        ("人々", "人々の声", "[人々]の声"),
        ("𠮷野", "吉野家でなく𠮷野家", "吉野家でなく[𠮷野]家"),
        ("서버", "서버가 멈췄다", "[서버가] 멈췄다"),
        ("멈췄", "서버가 멈췄다", "서버가 [멈췄다]"),
        ("ระบบล่ม", "ระบบล่ม เพราะเซิร์ฟเวอร์", "[ระบบล่ม] เพราะเซิร์ฟเวอร์"),
    ],
)
def test_words_in_a_run_are_found_and_marked(
    log: Log, entries: WriteTitles, q: str, title: str, shown: str
) -> None:
    entries(title, "何もない a")
    [row] = log.find(q).rows

    assert marked(row.title) == shown


def test_a_quoted_phrase_and_a_filter_leave_what_has_them(log: Log) -> None:
    log.write("停止した機械", tags=("工場",))
    log.write("機械が停止した", tags=("工場",))
    log.write("機械が停止した日", tags=("本社",))

    assert log.titles('"停止した機械"') == ["停止した機械"]
    assert log.titles("機械が停止", tag="工場") == ["機械が停止した"]
    assert log.find("停止").facets.of("tag") == {"工場": 2, "本社": 1}


def test_of_a_sentence_that_nobody_wrote_so_the_words_are_looked_for(log: Log, entries: WriteTitles) -> None:
    entries(LINE, BEARING, "天気がよい")
    found = log.find("摩耗した部品が原因でした")

    assert found.some
    assert [marked(row.title) for row in found.rows] == ["[部品]の[摩耗]でラインが止まった"]
    assert log.titles("轴承的磨损") == [BEARING]
    assert log.titles("それでした") == []


def test_a_snippet_shows_the_text_as_it_was_written(log: Log) -> None:
    log.write("One", happened="天気。" * 200 + LINE + "。" + "天気。" * 200)
    [row] = log.find("摩耗").rows
    assert row.snippet

    shown = marked(row.snippet.pieces)
    assert "部品の[摩耗]でラインが止まった" in shown
    assert " " not in shown.strip("… ")


def test_recall_offers_what_is_about_the_same_and_nothing_else(log: Log, entries: WriteTitles) -> None:
    entries(LINE, BEARING, "新製品の発売が遅れた", "招聘流程太慢，候选人离开", "サーバーの容量が足りなかった")

    def offered(said: str) -> list[str]:
        return [each.title for each in offers_for(Reader(log.ana, {}), said)]

    assert offered("摩耗した部品のせいで機械が止まりました") == [LINE]
    assert offered("昨天机器因为轴承磨损而停机") == [BEARING]
    assert offered("サーバーの容量について話した") == ["サーバーの容量が足りなかった"]
    assert offered("今日はとても良い天気でしたので散歩をした") == []
    assert offered("我们今天的会议没有什么问题，大家都觉得很好") == []


def test_common_words_are_asked_only_about_what_has_rare_ones_and_change_nothing(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.write_many(f"生产线停止，机器{part}" for part in ("轴承磨损", "电源中断", "传感器失灵", "皮带断裂"))
    said = "昨天机器停止，生产线的轴承磨损，电源没有中断"

    def ranked() -> tuple[list[Ranked], set[str]]:
        with database.read() as session:
            found = WordRanker().rank(session, Reader(log.ana, {}), said, ())
            words = sign_words.asked(session, Reader(log.ana, {}), content_words(said))
        return found.entries, set(words.common)

    every, common = ranked()
    assert not common
    monkeypatch.setattr(sign_words, "COMMON", 1)
    some, common = ranked()
    assert {"机器", "停止"} <= common
    assert 0 < len(some) < len(every)
    for each, before in zip(some, every, strict=False):
        assert (each.entry_id, each.words) == (before.entry_id, before.words)
        assert each.share == pytest.approx(before.share)


def test_tags_and_drivers_are_found_by_a_part_of_a_run(log: Log) -> None:
    log.write("One", tags=("生産停止",), drove="ラインが止まった")
    log.write("Two", tags=("生産",), drove="天気が悪い")

    with database.read() as session:
        assert suggested_tags(session, Reader(log.ana, {}), "停止") == ["生産停止"]
    assert log.titles(driver="止まった") == ["One"]


def test_drivers_are_words_and_not_what_lies_between_two() -> None:
    counts = count_drivers(["機械停止が続いた", "機械停止", "停止した機械", "止まった", "ラインが止まった"])

    assert (counts["機械"], counts["停止"], counts["止まった"]) == (3, 3, 2)
    assert "械停" not in counts


@pytest.mark.parametrize("signs", ["停", "停止", "".join(map(chr, range(0x4E00, 0x9FFF)))])
def test_a_run_without_an_end_is_quick_and_small(log: Log, signs: str) -> None:
    chance = Random(1)
    long = "".join(chance.choices(signs, k=200_000))
    began = time.monotonic()
    log.write("One", happened=long, did=long)
    found = [log.find(q).total for q in (long[500:600], long[:2], long[7], long[5000:5099])]
    with database.read() as session:
        assert choose_backend.backend_of(session).size(session) < 8_000_000

    assert found == [1, 1, 1, 1]
    assert time.monotonic() - began < FROZEN_SECONDS
