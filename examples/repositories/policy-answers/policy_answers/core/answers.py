from dataclasses import dataclass

from policy_answers.ports.language_model import LanguageModel


@dataclass
class Answer:
    text: str
    quote: str | None


class Answers:
    def __init__(self, model: LanguageModel):
        self.model = model

    def answer(self, question: str, passages: list[str] | None = None) -> Answer:
        text = self.model.answer(question, passages or [])
        quotes = [passage for passage in passages or [] if passage in text]
        return Answer(text, quotes[0] if quotes else None)
