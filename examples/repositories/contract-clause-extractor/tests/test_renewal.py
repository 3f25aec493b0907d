from clauses.core import renewal


def test_silence_renews():
    assert renewal("renews unless cancelled three months before the end").months == 3
