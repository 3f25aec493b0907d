export { ModelProvider, useModel } from './ModelProvider';
export { useAdvice } from './useAdvice';
export { useTitles, type Titles } from './useTitles';
