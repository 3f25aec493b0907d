export { createModules } from './createModules';
