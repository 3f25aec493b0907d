export { loadModel, ModelProvider, useModel } from './ModelProvider';
export { useAdvice, type LiveAdvice } from './useAdvice';
export { useAnswerGains } from './useAnswerGains';
export { useTitles, type Titles } from '../../ui/model/useTitles';
