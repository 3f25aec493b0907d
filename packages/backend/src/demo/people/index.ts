export * from './demoAuthProvider';
