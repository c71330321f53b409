"""A widget listens to so many messages a second and no more."""

from courseware.widgets.bucket import Bucket


def test_a_second_lets_its_rate_through_and_the_next_second_fills_it_again() -> None:
    now = [0.0]
    bucket = Bucket(20, lambda: now[0])
    first = [bucket.take() for _ in range(25)]
    now[0] = 0.1
    tenth = [bucket.take() for _ in range(5)]
    now[0] = 60.0
    minute = [bucket.take() for _ in range(25)]
    assert first == [True] * 20 + [False] * 5
    assert tenth == [True] * 2 + [False] * 3
    assert minute == first
