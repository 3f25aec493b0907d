export * from './applyIngestionPolicy';
export * from './readIngestionPolicy';
