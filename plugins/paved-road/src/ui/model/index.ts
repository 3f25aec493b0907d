export { ModelContext, useModel } from './useModel';
export { createTitles, useTitles, type Titles } from './useTitles';
