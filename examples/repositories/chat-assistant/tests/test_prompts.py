def test_system_prompt_names_the_shop():
    assert "{shop}" in open("prompts/system.txt").read()
