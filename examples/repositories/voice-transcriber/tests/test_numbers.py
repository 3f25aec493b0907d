def test_telephone_numbers_stay_digits():
    from numbers_in_speech import write

    assert write("double seven") == "77"
