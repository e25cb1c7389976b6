from assistant.grounding import Fault, FaultKind
from corpus.library import load_library
from eval.drafts import Checked, Draft, check, load_drafts, report


def _draft(good: bool, text: str, key: str) -> Draft:
    return Draft(
        id="d1", question="Frage?", verdict=None, text=text, keys=(key,), shown=("§ 3 KomIntAVO",), good=good, kind="x"
    )


def test_a_bad_draft_is_caught_and_a_good_one_is_not() -> None:
    good = _draft(True, "Personalausgaben sind förderfähig.", "§ 3 Satz 1 KomIntAVO")
    bad = _draft(False, "Personalausgaben sind nicht förderfähig.", "§ 3 Satz 1 KomIntAVO")
    assert [bool(each.faults) for each in check([good, bad], load_library())] == [False, True]


def test_the_report_lists_what_escaped_and_what_was_dropped() -> None:
    escaped, dropped = _draft(False, "Falsch.", "§ 3 KomIntAVO"), _draft(True, "Richtig.", "§ 3 KomIntAVO")
    told = report([Checked(escaped, (), 1.0), Checked(dropped, (Fault(FaultKind.NUMBER, "Grund"),), 1.0)] * 3)
    assert "caught 0 of 3 bad, dropped 3 of 3 good" in told
    assert "escaped d1 (x): Falsch." in told
    assert "dropped d1 (x): Richtig. <- number: Grund" in told


def test_the_checks_catch_the_bad_drafts_of_the_development_set_and_keep_the_good() -> None:
    results = check(load_drafts("dev"), load_library())
    bad = [bool(each.faults) for each in results if not each.draft.good]
    good = [bool(each.faults) for each in results if each.draft.good]
    assert sum(bad) >= 0.9 * len(bad)
    assert sum(good) <= 0.03 * len(good)
