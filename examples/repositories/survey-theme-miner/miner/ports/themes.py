from typing import Protocol


class ThemeModel(Protocol):
    def themes(self, answers: list[str]) -> dict[str, list[int]]: ...
