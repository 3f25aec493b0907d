export * from './client';
export { parseInput } from './parse';
