import { defineTexts } from '../ui/texts/useTexts';

/** Texts that the tabs of the Paved Road page share. */
export const governanceTexts = defineTexts({
  page: {
    title: 'Paved Road',
    subtitle: 'Assess, start and stay on the road',
    helpMeChoose: 'Advisor',
  },
  unknownTab: {
    title: 'This page does not exist',
    explanation:
      'There is nothing at {{address}}. It may have moved; the pages of Paved Road are:',
  },
});
