from drift_watch.report import report


def test_names_only_what_moved():
    assert report({"fraud-gbm": 0.4, "reply-ranker": 0.01}) == ["fraud-gbm"]
