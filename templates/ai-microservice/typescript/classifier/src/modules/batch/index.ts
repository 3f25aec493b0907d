export { batchModule } from './batchModule.js';
