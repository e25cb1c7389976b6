"""The page in Debian's Chromium, over the real app: what a user sees, clicks, types and is never sent elsewhere."""

from collections.abc import Iterator

import pytest

from tests.browser.opening import QUESTION, answered, ask, needs_chromium, opened, sync_api
from tests.serving import running_page

PHONE = (390, 844)

pytestmark = [pytest.mark.browser, needs_chromium]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_page(tmp_path_factory.mktemp("page")) as url:
        yield url


@pytest.fixture
def phone(url: str, browser: "sync_api.Browser") -> Iterator["sync_api.Page"]:
    yield from opened(url, browser, PHONE)


def test_an_answer_cites_and_its_evidence_is_beside_it(page: "sync_api.Page") -> None:
    turn = ask(page, QUESTION)
    sync_api.expect(turn.locator(".chip").first).to_contain_text("§ 6 Abs. 1 KomIntAVO")
    card = page.locator(".card").first
    sync_api.expect(card).to_contain_text("§ 6 Abs. 1 KomIntAVO")
    sync_api.expect(card).to_contain_text("Stand 18.09.2024")
    sync_api.expect(card.get_by_role("link", name="Zur amtlichen Seite")).to_have_attribute(
        "rel", "noopener noreferrer"
    )
    beside, chat = card.bounding_box(), turn.bounding_box()
    assert beside is not None
    assert chat is not None
    assert beside["x"] >= chat["x"] + chat["width"]


def test_a_chip_jumps_to_its_card_with_the_used_words_marked_and_back(page: "sync_api.Page") -> None:
    chip = ask(page, QUESTION).locator(".chip").last
    chip.click()
    card = page.locator(".card.shown")
    sync_api.expect(card).to_be_focused()
    sync_api.expect(card).to_be_in_viewport(ratio=0.9)
    sync_api.expect(card.locator("mark").first).to_be_visible()
    card.get_by_role("link", name="Zurück zur Antwort").click()
    sync_api.expect(chip).to_be_focused()


def test_a_chip_of_an_earlier_answer_unfolds_its_evidence(page: "sync_api.Page") -> None:
    first = ask(page, QUESTION)
    chip = first.locator(".chip").first
    chip_id = chip.get_attribute("id")
    ask(page, "Bis wann müssen wir den Verwendungsnachweis einreichen?")
    page.locator(f"#{chip_id}").click()
    sync_api.expect(page.locator(".card.shown")).to_be_in_viewport(ratio=0.5)
    sync_api.expect(page.locator(".card.shown h3")).to_contain_text("§ 6 Abs. 1")


def test_a_click_on_an_example_asks_it_at_once(page: "sync_api.Page") -> None:
    page.get_by_role("button", name=QUESTION).click()
    turn = answered(page, 1)
    sync_api.expect(turn.locator("h2")).to_contain_text(QUESTION)
    sync_api.expect(turn.locator(".chip").first).to_be_visible()
    sync_api.expect(page.locator("#examples")).to_be_hidden()


def test_a_new_conversation_brings_the_examples_back(page: "sync_api.Page") -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name="Neues Gespräch").click()
    sync_api.expect(page.locator("#examples")).to_be_visible()
    sync_api.expect(page.locator(".turn")).to_have_count(0)


@pytest.mark.parametrize("question", ["", "   ", "a" * 10_000, "<script>alert(1)</script> {{value}} ${7*7}"])
def test_bad_input_gets_a_german_notice_and_stays_in_the_box(page: "sync_api.Page", question: str) -> None:
    turn = ask(page, question)
    sync_api.expect(turn.locator(".answer.invalid")).to_contain_text("Bitte")
    sync_api.expect(page.get_by_label("Ihre Frage")).to_have_value(question)
    sync_api.expect(page.locator("#conversation script, .toast-wrap .error")).to_have_count(0)


def test_a_question_can_be_asked_and_its_evidence_read_with_the_keyboard_only(page: "sync_api.Page") -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the skip link, first in the page
    sync_api.expect(page.get_by_label("Ihre Frage")).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    answered(page, 1)
    sync_api.expect(page.get_by_label("Ihre Frage")).to_be_focused()
    for _ in range(20):  # back over what can be asked next and done with the answer
        page.keyboard.press("Shift+Tab")
        if page.locator(".chip").last.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    sync_api.expect(page.locator(".card.shown")).to_be_focused()


def test_the_log_announces_only_the_newest_answer(page: "sync_api.Page") -> None:
    ask(page, QUESTION)
    page.evaluate(
        """() => { window.changes = 0; const log = document.querySelector("[role=log]");
        const said = log.querySelector(".turn .answer"); window.log = log;
        new MutationObserver((all) => all.forEach((one) => (window.changes += said.contains(one.target))))
          .observe(log, { subtree: true, childList: true, characterData: true, attributes: true }); }"""
    )
    ask(page, "Und in welcher Form?")
    assert page.evaluate("window.changes") == 0
    assert page.evaluate("window.log === document.querySelector('[role=log]')")


def test_the_page_is_german_with_one_main_heading_and_the_notice(page: "sync_api.Page") -> None:
    assert page.locator("html").get_attribute("lang") == "de"
    assert page.locator("h1").count() == 1
    sync_api.expect(page.get_by_role("note")).to_have_text("Information, keine Rechtsberatung")
    sync_api.expect(page.locator("#status")).to_contain_text("Stand 18.09.2024")


def test_a_phone_shows_the_evidence_below_without_sideways_scrolling(phone: "sync_api.Page") -> None:
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    turn = ask(phone, "Welche Angaben gehören nach § 14 Abs. 2 KomIntAVO in den Bericht?")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    card, chat = phone.locator(".card").first.bounding_box(), turn.bounding_box()
    assert card is not None
    assert chat is not None
    assert card["y"] >= chat["y"] + chat["height"]
    turn.locator(".chip").first.click()
    sync_api.expect(phone.locator(".card.shown h3")).to_be_in_viewport()


def test_on_a_phone_head_content_and_foot_begin_at_the_same_edge(phone: "sync_api.Page") -> None:
    edges = phone.eval_on_selector_all(
        "#head nav, #status, #panes, #foot", "all => all.map(one => Math.round(one.getClientRects()[0].x))"
    )
    assert set(edges) == {14}


def test_a_refusal_leaves_no_empty_space_behind_it(page: "sync_api.Page") -> None:
    ask(page, QUESTION)
    turn = ask(page, "Wie wird das Wetter morgen?")
    sync_api.expect(turn.locator(".answer.out_of_scope")).to_be_visible()
    height, end = turn.evaluate(
        "one => [one.getClientRects()[0].bottom, [...one.children].at(-1).getClientRects()[0].bottom]"
    )
    assert height - end < 16


def test_an_address_with_a_query_keeps_the_conversation_when_a_chip_is_followed(
    page: "sync_api.Page", url: str
) -> None:
    page.goto(f"{url}?from=mail")
    ask(page, QUESTION).locator(".chip").first.click()
    sync_api.expect(page.locator(".card.shown")).to_be_visible()
    sync_api.expect(page.locator(".turn")).to_have_count(1)
