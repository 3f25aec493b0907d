def test_reads_commas():
    from amounts import read

    assert read("1.234,50") == 1234.5
