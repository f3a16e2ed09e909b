import io
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pdfua import validate

from facilitator import resources
from facilitator.aside import Ran, run_program
from facilitator.refused import Refused
from facilitator.summary import pdf
from facilitator.summary.model import Action, Card, Learning, Moment, Summary
from facilitator.summary.outline import sections
from facilitator.summary.rich_text import direction, language, paragraphs

SCRIPTS = {
    "ar": "النسخة التي لم نستعدها قط ليست نسخة احتياطية",
    "he": "גיבוי שלא שוחזר מעולם אינו גיבוי",
    "zh": "没有恢复过的备份不是备份。",
    "ja": "バックアップは復元して初めてバックアップです。",
    "ko": "복원하지 않은 백업은 백업이 아닙니다",
    "hi": "जिस बैकअप को बहाल नहीं किया गया वह बैकअप नहीं है",
    "th": "สำรองข้อมูลที่ไม่เคยกู้คืนไม่ใช่ข้อมูลสำรอง",
    "": "Ελληνικά, Кириллица, Tiếng Việt, ქართული, Հայերեն, 🎉 👩🏽\u200d💻 🇳🇱 ✅ → ½ ℝ",
}

MARKUP = (
    "#panic()", "#read(\"/etc/passwd\")", "#import \"@preview/a:0.1.0\"", "#eval(\"1\")", "#sys.inputs",
    "#set page(width: 1pt)",
    "#let x = 1", "#while true {}", "#(1 + 1)", "#show: none", "#image(\"a.png\")", "#include \"/etc/passwd\"",
    "$ x^2 $", "$\\sum$", "*bold*", "_emph_", "`raw`", "```rust fn```", "= Heading", "== Heading", "- list", "+ list",
    "/ term: x", "<label>", "@ref", "\\u{1f600}", "\\", "\\#x", "// comment", "/* comment */", "*/", "~", "---", "...",
    "\"quoted\"", "\\\"", "\\n", "{", "}", "[", "]", "(", ")", "#[", "#{", "${", "{{ x }}", "{% x %}",
    "<script>", "</title>", "&amp;",
)  # fmt: skip
AROUND = ("{}", "a {} b", "{0}{0}", "\n{}\n", "] {} [", '"{}"', "$ {} $", "\\{}", "#{}", "= {}")


def open_pdf(summary: Summary) -> tuple[pypdfium2.PdfDocument, bytes]:
    made = pdf.render_pdf(summary)
    return pypdfium2.PdfDocument(made), made


def pages_of(summary: Summary) -> list[str]:
    document, _ = open_pdf(summary)
    return [page.get_textpage().get_text_bounded() for page in document]


def letters(text: str) -> str:
    """The text without blanks and without what a line break may add."""
    return "".join(
        each for each in text if not each.isspace() and each not in "\u200b\u00ad\ufffe\u200d\ufe0f"
    )


def with_learnings(summary: Summary, texts: Iterator[str] | list[str]) -> Summary:
    return replace(summary, learnings=tuple(Learning(id=f"l{n}", text=text) for n, text in enumerate(texts)))


@pytest.mark.parametrize("meeting", ["outage", "formula"])
def test_a_checker_of_pdf_ua_finds_nothing(
    request: pytest.FixtureRequest, tmp_path: Path, meeting: str
) -> None:
    file = tmp_path / "summary.pdf"
    file.write_bytes(pdf.render_pdf(request.getfixturevalue(meeting)))

    assert not validate(str(file)).findings


def test_it_has_a_title_a_language_and_tags(outage: Summary) -> None:
    made = pdf.render_pdf(outage)
    with pikepdf.open(io.BytesIO(made)) as document:
        assert document.Root.Lang == "en"
        assert bool(document.Root.MarkInfo.Marked)
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert document.open_metadata()["pdfuaid:part"] == "1"
        assert document.open_metadata()["dc:title"] == outage.title


def test_it_says_all_that_the_summary_says(outage: Summary) -> None:
    text = letters("".join(pages_of(outage)))

    said = [outage.title, outage.statement, *(card.text for card in outage.cards), *outage.parked]
    said += [section.title for section in sections(outage)]
    assert [each for each in said if letters(each) not in text] == []


def test_an_hour_has_three_pages_with_each_card_once(busy_hour: Summary) -> None:
    pages = pages_of(busy_hour)
    text = letters("".join(pages))

    assert len(pages) <= 3
    assert [card.text for card in busy_hour.cards if text.count(letters(card.text)) != 1] == []


def test_each_page_says_which_of_how_many_it_is(outage: Summary) -> None:
    pages = pages_of(outage)

    assert len(pages) > 1
    assert all(f"page {number} of {len(pages)}" in page for number, page in enumerate(pages, start=1))


@pytest.mark.parametrize("lang", SCRIPTS)
def test_every_script_has_its_letters(outage: Summary, lang: str) -> None:
    """PDF/UA forbids a letter that no font has, so a document that keeps to it shows them all."""
    text = SCRIPTS[lang]
    made = pdf.render_pdf(
        replace(
            outage,
            title=text,
            learnings=(Learning(id="a", text=text),),
            actions=(Action(kind="step", what=text),),
        )
    )

    with pikepdf.open(io.BytesIO(made)) as document:
        assert document.open_metadata().get("pdfuaid:part") == "1"
    assert language(text) == lang
    assert direction(text) == ("rtl" if lang in ("ar", "he") else "ltr")


def test_remarks_stay_in_order_beside_words_from_right_to_left(outage: Summary) -> None:
    theme = replace(outage.themes[0], name=SCRIPTS["he"])
    learning = Learning(id="a", text=SCRIPTS["he"], theme=theme.id)
    document, _ = open_pdf(replace(outage, themes=(theme,), learnings=(learning,), cards=()))

    page = document[0].get_textpage()
    text = page.get_text_range()
    votes = text.index("votes")
    seven = min((at for at, letter in enumerate(text) if letter == "7"), key=lambda at: abs(at - votes))
    assert page.get_charbox(seven)[0] < page.get_charbox(votes)[0]


def test_a_letter_that_no_font_has_keeps_nothing_back(outage: Summary) -> None:
    pages = pages_of(replace(outage, statement="\U0001e900\ue000 is no letter of ours"))

    assert "is no letter of ours" in pages[0]


def test_an_address_is_a_link(outage: Summary) -> None:
    made = pdf.render_pdf(replace(outage, statement="See https://wiki.example/OPS_12#c3."))

    with pikepdf.open(io.BytesIO(made)) as document:
        links = [str(each.A.URI) for page in document.pages for each in page.get("/Annots", [])]
    assert links == ["https://wiki.example/OPS_12#c3"]


def test_no_text_becomes_markup(outage: Summary) -> None:
    """500 texts, each of which would be a command or a mark of Typst, or of something else."""
    texts = [around.format(text) for text, around in product(MARKUP, AROUND)]
    text = letters("".join(pages_of(replace(with_learnings(outage, texts), cards=(), actions=()))))

    assert len(texts) >= 500
    assert [each for each in texts if letters(each) not in text] == []


def test_nor_in_any_other_place(outage: Summary) -> None:
    text = '#panic("no") *x* $y$'
    pages = pages_of(
        replace(
            outage,
            title=text,
            category=text,
            tags=(text,),
            leader=text,
            statement=text,
            timeline=(Moment(at=text, what=text),),
            cards=(Card(column="worked", text=text, author=text),),
            actions=(
                Action(kind="experiment", what=text, hypothesis=text, test=text, signal=text, owner=text),
            ),
            themes=tuple(replace(theme, name=text) for theme in outage.themes),
            stages=tuple(replace(stage, title=text) for stage in outage.stages),
        )
    )

    assert letters("".join(pages)).count(letters(text)) > 15


@pytest.mark.parametrize("number", range(24, 44, 4))
def test_no_heading_is_the_last_line_of_a_page(outage: Summary, number: int) -> None:
    summary = replace(outage, takeaways=tuple(f"Line {each}" for each in range(number)))
    headings = {section.title for section in sections(summary)}

    for page in pages_of(summary):
        lines = [
            line
            for line in page.splitlines()
            if line.strip() and "page " not in line and line != summary.title
        ]
        assert lines[-1].strip() not in headings


def test_a_word_without_an_end_stays_on_the_page(outage: Summary) -> None:
    document, _ = open_pdf(replace(outage, title="x" * 200, statement="https://a.b/" + "y" * 300))

    page = document[0].get_textpage()
    assert max(page.get_rect(each)[2] for each in range(page.count_rects())) < document[0].get_width() - 50


@pytest.mark.parametrize(
    "text", ["e" + "\u0301" * 3000, "https://a.b/" + "c" * 5000, "\u202e\u2067" * 200, "\x01\x7f\ufffe"]
)
def test_no_odd_letters_keep_the_document_back(outage: Summary, text: str) -> None:
    assert pdf.render_pdf(replace(outage, statement=text)).startswith(b"%PDF")


def test_what_takes_too_long_is_ended_and_says_so(outage: Summary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 0.01)

    with pytest.raises(Refused) as refused:
        pdf.render_pdf(outage)
    assert (refused.value.code, refused.value.status) == ("no_pdf", 503)


def test_its_memory_has_a_bound() -> None:
    program = f"import runpy; runpy.run_path({str(pdf.TYPESETTING)!r})['set_limits'](); bytearray(4 * 2**30)"
    made = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)

    assert b"MemoryError" in made.stderr


def test_two_are_made_at_once_and_the_next_waits(outage: Summary, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once: list[int] = []
    busy = threading.Semaphore(0)

    def made(_: list[str], __: bytes) -> Ran:
        at_once.append(1)
        busy.acquire()
        at_once.pop()
        return Ran(0, b"%PDF %%EOF")

    monkeypatch.setattr(pdf, "run_program", made)
    threads = [threading.Thread(target=pdf.render_pdf, args=(outage,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(100):
        time.sleep(0.005)
        assert len(at_once) <= 2
    busy.release(3)
    for thread in threads:
        thread.join(10)
    assert not any(thread.is_alive() for thread in threads)


def test_nothing_is_left_of_a_program_that_cannot_start() -> None:
    before = os.listdir("/proc/self/fd")
    for _ in range(5):
        with pytest.raises(OSError, match="No such file"):
            run_program(["/no/such/program"], b"")

    assert len(os.listdir("/proc/self/fd")) == len(before)


def test_a_program_that_somebody_else_has_waited_for_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    wait = os.waitpid

    def waited(pid: int, options: int) -> tuple[int, int]:
        wait(pid, options)
        return wait(pid, options)

    monkeypatch.setattr(os, "waitpid", waited)
    assert run_program([sys.executable, "-c", "print(input())"], b"said\n") == Ran(0, b"said\n")


def test_the_template_fetches_nothing() -> None:
    template = (resources.folder("templates") / "summary/document.typ").read_text("utf-8")

    assert not [
        word for word in ("@preview", "#import", "#include", "read(", "image(", "eval(") if word in template
    ]


def test_the_data_is_plain_json(outage: Summary) -> None:
    assert json.loads(json.dumps(pdf.document(outage)))["name"] == outage.title


def test_a_text_keeps_its_lines_and_paragraphs() -> None:
    assert [each["lines"] for each in paragraphs("one\r\ntwo\n\n three")] == [
        [[("one", False)], [("two", False)]],
        [[("three", False)]],
    ]
