export * from './advice';
export * from './patterns';
export * from './profile';
