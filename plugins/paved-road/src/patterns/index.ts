export { PatternPicture } from './PatternPicture';
