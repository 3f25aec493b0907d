import { defineTexts } from '../../../ui/texts/useTexts';

/** Texts of the models that an entity uses. */
export const modelsTexts = defineTexts({
  models: {
    title: 'Models',
    failed: 'Could not load the models',
    pinned: 'Pinned: {{version}}',
    floating: 'Not pinned: {{version}}',
    unversioned: 'Version not stated',
  },
});
