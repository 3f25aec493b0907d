export * from './client';
export { parseInput } from './parse';
export * from './signals';
