export { OnnxTextClassifier } from './onnxTextClassifier.js';
