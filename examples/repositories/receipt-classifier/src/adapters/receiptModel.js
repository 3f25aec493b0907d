import { InferenceSession } from 'onnxruntime-node';

export const model = await InferenceSession.create('model.onnx');
