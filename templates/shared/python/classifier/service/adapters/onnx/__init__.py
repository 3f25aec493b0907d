from .onnx_text_classifier import OnnxTextClassifier

__all__ = ["OnnxTextClassifier"]
