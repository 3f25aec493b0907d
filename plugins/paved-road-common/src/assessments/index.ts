export * from './lifeCycle';
export * from './schemas';
