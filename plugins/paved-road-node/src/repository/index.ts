export { readFolder } from './readFolder';
export {
  readRepositoryConfig,
  type RepositoryConfig,
  type RepositoryFolder,
  type RepositoryLimits,
} from './readRepositoryConfig';
export { readRepositoryFolder } from './readRepositoryFolder';
export { RepositoryScan } from './RepositoryScan';
export {
  createRepositorySchema,
  type ProbeEntry,
  type RepositoryValue,
} from './repositorySchema';
