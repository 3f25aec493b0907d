export * from './demoAuthProvider';
export * from './readDemoPeople';
