export { composeSystem, type SystemParts } from './composeSystem';
export {
  systemPart,
  type AssessedComponent,
  type SystemPart,
} from './SystemPart';
