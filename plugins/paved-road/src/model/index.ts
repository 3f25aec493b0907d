export { loadModel, ModelProvider, useModel } from './ModelProvider';
export { answeredShare, isOptional } from './optionalQuestions';
export { useAdvice, type LiveAdvice } from './useAdvice';
export { useTitles, type Titles } from './useTitles';
