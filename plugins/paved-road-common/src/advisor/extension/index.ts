export { createModel } from './createModel';
export {
  modelExtensionSchema,
  type ModelExtension,
  type ModelExtensionInput,
} from './modelExtension';
export { parseModelExtension } from './parseModelExtension';
