import { defineTexts } from '../../ui/texts/useTexts';

export const templateLinksTexts = defineTexts({
  template: {
    background:
      'This is the template for the core. Functions for the background work come from the template for {{background}}.',
    missing:
      'The catalog has no template for {{pattern}}: none has the annotation {{annotation}}.',
    failed: 'Could not look for templates',
    continue: 'Continue in “{{template}}”',
  },
});
