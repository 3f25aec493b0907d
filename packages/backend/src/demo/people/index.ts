export * from './demoAuthProvider';
export { createPeople, type People } from './createPeople';
