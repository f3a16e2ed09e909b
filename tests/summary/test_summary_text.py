from dataclasses import replace

from facilitator.log.entry.meeting_summary import without_names
from facilitator.summary.model import Summary
from facilitator.summary.text import render_chat, render_text


def test_the_short_form_says_what_was_learned_and_who_does_what(outage: Summary) -> None:
    title, facts, _, heading, *rest = render_chat(outage).splitlines()

    assert title == outage.title
    assert facts == "Incident · 5 January 2026 · database, backup, on call"
    assert heading == "What we learned"
    assert f"• {outage.learnings[0].text}" in rest
    assert any(line.endswith("and page when it does not finish (Teun, by 19 January 2026)") for line in rest)
    assert len(render_chat(outage)) < 1500


def test_it_is_one_message_whatever_lines_were_typed(outage: Summary) -> None:
    broken = replace(outage, title="One\r\n\r\ntwo\u2028three", learnings=())

    assert render_chat(broken).startswith("One two three\nIncident")
    assert "What we learned" not in render_chat(broken)


def test_the_letter_has_all_that_was_said(outage: Summary) -> None:
    text = render_text(outage)

    said = [outage.statement, *(card.text for card in outage.cards), *outage.appreciations, *outage.parked]
    assert [each for each in said if each not in text] == []
    assert "How the time was spent\n----------------------" in text
    assert "- Talk it through: focus Learning, planned 20:00" in text
    assert "4  ██ 2" in text


def test_no_names_means_no_owner(outage: Summary) -> None:
    text = render_text(without_names(outage))

    assert "Teun" not in text
    assert "Nobody yet" not in text
