import protobuf from 'protobufjs';

/**
 * The part of onnx.proto3 (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3) that a linear model
 * needs: names, types and numbers of the fields follow the standard.
 */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message AttributeProto { string name = 1; int64 i = 3; int32 type = 20; }
  message NodeProto {
    repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4;
    repeated AttributeProto attribute = 5;
  }
  message TensorProto { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
  message Dimension { int64 dim_value = 1; }
  message TensorShapeProto { repeated Dimension dim = 1; }
  message Tensor { int32 elem_type = 1; TensorShapeProto shape = 2; }
  message TypeProto { Tensor tensor_type = 1; }
  message ValueInfoProto { string name = 1; TypeProto type = 2; }
  message GraphProto {
    repeated NodeProto node = 1; string name = 2; repeated TensorProto initializer = 5;
    repeated ValueInfoProto input = 11; repeated ValueInfoProto output = 12;
  }
  message OperatorSetIdProto { string domain = 1; int64 version = 2; }
  message ModelProto {
    int64 ir_version = 1; string producer_name = 2; GraphProto graph = 7;
    repeated OperatorSetIdProto opset_import = 8;
  }
`);
const ModelProto = root.lookupType('ModelProto');

/** TensorProto.DataType.FLOAT and AttributeProto.AttributeType.INT of the standard. */
const FLOAT = 1;
const INT = 2;

/**
 * Writes `softmax(features * weights + bias)` as an ONNX file.
 *
 * @param name - of the graph
 * @param weights - one row per label
 * @param bias - one value per label
 */
export function encodeLinearModel({ name, weights, bias }) {
  const labels = weights.length;
  const inputs = weights[0].length;
  const transposed = Array.from(
    { length: inputs * labels },
    (_, index) => weights[index % labels][Math.floor(index / labels)],
  );
  const model = {
    irVersion: 8,
    producerName: name,
    opsetImport: [{ version: 13 }],
    graph: {
      name,
      input: [valueInfo('features', [1, inputs])],
      output: [valueInfo('probabilities', [1, labels])],
      initializer: [
        tensor('weights', [inputs, labels], transposed),
        tensor('bias', [labels], bias),
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
          attribute: [{ name: 'axis', type: INT, i: 1 }],
        },
      ],
    },
  };
  return Buffer.from(ModelProto.encode(ModelProto.create(model)).finish());
}

function valueInfo(name, dimensions) {
  const dim = dimensions.map(dimValue => ({ dimValue }));
  return { name, type: { tensorType: { elemType: FLOAT, shape: { dim } } } };
}

/** The bytes are little-endian, as the standard asks, whatever the machine is. */
function tensor(name, dims, values) {
  const rawData = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => rawData.writeFloatLE(value, index * 4));
  return { name, dims, dataType: FLOAT, rawData };
}
