"""The line of those who ask at the same time: in order, bounded, and nobody stays in it who has gone."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import islice
from queue import Empty, Queue

import pytest

from assistant.web.waiting import LeftLineError, Line, LineFullError


def test_a_few_are_served_at_once_without_a_place() -> None:
    line = Line(2, 1, 0.01)
    with line.joined() as first, line.joined() as second:
        assert [*first, *second] == []


def test_the_others_know_their_place_and_move_up_as_the_ones_before_them_leave() -> None:
    line = Line(1, 2, 0.01)
    with ExitStack() as served, ExitStack() as next_one:
        served.enter_context(line.joined())
        second = next_one.enter_context(line.joined())
        with line.joined() as third:
            assert [next(second), next(third)] == [1, 2]
            served.close()
            assert list(second) == []
            assert next(third) == 1
            next_one.close()
            assert list(third) == []


def test_a_short_wait_is_told_no_place() -> None:
    line = Line(1, 1, 60)
    with ThreadPoolExecutor(1) as pool, ExitStack() as served:
        served.enter_context(line.joined())
        with line.joined() as places:
            told = pool.submit(list, places)
            served.close()
            assert told.result() == []


def test_a_place_is_told_once() -> None:
    line, place = Line(1, 1, 0.001), Queue[int]()
    with ThreadPoolExecutor(1) as pool, ExitStack() as served:
        served.enter_context(line.joined())
        with line.joined() as places:
            pool.submit(lambda: [place.put(one) for one in places])
            assert place.get(timeout=10) == 1
            with pytest.raises(Empty):
                place.get(timeout=0.05)
            served.close()


def test_who_leaves_the_line_makes_room() -> None:
    line = Line(1, 2, 0.01)
    with line.joined():
        with line.joined() as second, line.joined() as third:
            assert [next(second), next(third)] == [1, 2]
        with line.joined() as fourth:
            assert next(fourth) == 1


def test_who_is_taken_out_while_waiting_makes_room_and_the_others_stay() -> None:
    line = Line(1, 2, 0.01)
    with line.joined("a"):
        with line.joined("b") as waiting, line.joined("c") as behind:
            assert [next(waiting), next(behind)] == [1, 2]
            line.leave("b")
            with pytest.raises(LeftLineError):
                next(waiting)
        with line.joined("d") as after:
            assert next(after) == 1


def test_who_waits_in_another_thread_is_woken_to_leave() -> None:
    line, places = Line(1, 1, 0.01), list[int]()

    def wait() -> None:
        with line.joined("b") as waiting:
            places.extend(waiting)

    with line.joined(), ThreadPoolExecutor() as pool:
        left = pool.submit(wait)
        while not places:
            pass
        line.leave("b")
        assert isinstance(left.exception(5), LeftLineError)


@pytest.mark.parametrize("name", ["b", None])
def test_only_those_of_the_name_are_taken_out_and_not_who_is_being_served(name: str | None) -> None:
    line = Line(1, 1, 0.01)
    with line.joined("a") as served, line.joined(name) as waiting:
        for other in ("a", "c", None):
            line.leave(other)
        assert list(served) == []
        assert next(waiting) == 1


def test_a_full_line_takes_no_one() -> None:
    line = Line(1, 1, 0.01)
    with line.joined(), line.joined(), pytest.raises(LineFullError), line.joined():
        pass
    with line.joined() as places:
        assert list(places) == []


def test_who_fails_while_being_served_has_left() -> None:
    line = Line(1, 0, 0.01)
    with pytest.raises(RuntimeError), line.joined():
        raise RuntimeError
    with line.joined() as places:
        assert list(places) == []


def test_many_threads_are_all_served_and_never_more_than_a_few_at_once() -> None:
    line, inside, most = Line(3, 100, 0.01), [0], [0]

    def visit(_: int) -> int:
        with line.joined() as places:
            seen = list(islice(places, 1000))
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            inside[0] -= 1
        assert seen == sorted(seen, reverse=True)
        return 1

    with ThreadPoolExecutor(40) as pool:
        assert sum(pool.map(visit, range(400))) == 400
    assert most[0] <= 3
