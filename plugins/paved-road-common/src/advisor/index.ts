export * from './advice';
export * from './fitRatings';
export * from './model';
export * from './patterns';
export * from './profile';
export * from './questions';
export * from './request';
