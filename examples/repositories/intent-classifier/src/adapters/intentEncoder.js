import { InferenceSession } from 'onnxruntime-node';

export const encoder = await InferenceSession.create('intent.onnx');
