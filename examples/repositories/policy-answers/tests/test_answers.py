from policy_answers.core.answers import Answers


class Parrot:
    def answer(self, question, passages):
        return f"It says: {passages[0]}"


def test_names_the_passage_that_the_answer_quotes():
    assert Answers(Parrot()).answer("When?", ["with three months' notice"]).quote
