export { ModelProvider, useModel } from './ModelProvider';
export { useTitles, type Titles } from './useTitles';
