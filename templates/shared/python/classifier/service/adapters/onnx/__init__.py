"""The port in this process: the bundled model with ONNX Runtime."""

from .onnx_text_classifier import OnnxTextClassifier

__all__ = ["OnnxTextClassifier"]
