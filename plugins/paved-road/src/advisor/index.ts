export { patternTitle } from './patternTitle';
