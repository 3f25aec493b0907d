import onnxProto from 'onnx-proto';

const { onnx } = onnxProto;
const FLOAT = onnx.TensorProto.DataType.FLOAT;

/**
 * Writes `softmax(features * weights + bias)` as an ONNX file.
 *
 * @param weights - one row per label
 * @param bias - one value per label
 */
export function encodeLinearModel({ name, weights, bias }) {
  const labels = weights.length;
  const inputs = weights[0].length;
  const transposed = Float32Array.from(
    { length: inputs * labels },
    (_, index) => weights[index % labels][Math.floor(index / labels)],
  );
  const model = onnx.ModelProto.create({
    irVersion: 8,
    producerName: name,
    opsetImport: [{ domain: '', version: 13 }],
    graph: {
      name,
      input: [valueInfo('features', [1, inputs])],
      output: [valueInfo('probabilities', [1, labels])],
      initializer: [
        tensor('weights', [inputs, labels], transposed),
        tensor('bias', [labels], Float32Array.from(bias)),
      ],
      node: [
        {
          name: 'linear',
          opType: 'Gemm',
          input: ['features', 'weights', 'bias'],
          output: ['logits'],
        },
        {
          name: 'softmax',
          opType: 'Softmax',
          input: ['logits'],
          output: ['probabilities'],
          attribute: [
            { name: 'axis', type: onnx.AttributeProto.AttributeType.INT, i: 1 },
          ],
        },
      ],
    },
  });
  return Buffer.from(onnx.ModelProto.encode(model).finish());
}

function valueInfo(name, dimensions) {
  return {
    name,
    type: {
      tensorType: {
        elemType: FLOAT,
        shape: { dim: dimensions.map(dimValue => ({ dimValue })) },
      },
    },
  };
}

function tensor(name, dims, values) {
  return {
    name,
    dims,
    dataType: FLOAT,
    rawData: new Uint8Array(values.buffer),
  };
}
