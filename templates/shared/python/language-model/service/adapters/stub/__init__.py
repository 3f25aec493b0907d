from .stub_language_model import StubLanguageModel

__all__ = ["StubLanguageModel"]
