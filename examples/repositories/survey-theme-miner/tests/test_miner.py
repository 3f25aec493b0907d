def test_keeps_answers_that_belong_to_no_theme():
    from miner.report import report

    assert report({"delivery": [0]}, answers=["late", "?"])["other"] == [1]
