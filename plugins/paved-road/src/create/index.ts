export {
  templateFormData,
  TemplateLinks,
  usePatternTemplates,
} from './TemplateLinks';
