export * from './advice';
export * from './patterns';
export * from './profile';
export * from './request';
