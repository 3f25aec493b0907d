export * from './schemas';
export * from './subject';
