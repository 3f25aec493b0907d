import { InferenceSession } from 'onnxruntime-node';

export async function onnxTicketClassifier(file) {
  const session = await InferenceSession.create(file);
  return { classify: text => session.run({ text }) };
}
