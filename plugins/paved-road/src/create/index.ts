export { TemplateLinks } from './TemplateLinks';
