import { defineTexts } from '../ui/texts/useTexts';

/** Texts that the tabs of the Paved Road page share. */
export const governanceTexts = defineTexts({
  page: {
    title: 'Paved Road',
    subtitle: 'Assess, start and stay on the road',
    helpMeChoose: 'Advisor',
    reviewsWaiting_one: '{{count, number}} review waiting',
    reviewsWaiting_other: '{{count, number}} reviews waiting',
    moreReviewsWaiting_one: '{{count, number}}+ reviews waiting',
    moreReviewsWaiting_other: '{{count, number}}+ reviews waiting',
    campaignsOverdue_one: '{{count, number}} campaign overdue',
    campaignsOverdue_other: '{{count, number}} campaigns overdue',
  },
  views: {
    title: 'Views',
    edit: 'Save or remove views',
    name: 'Name',
    explanation: 'Saves this page with its filters.',
    none: 'No views saved yet.',
    save: 'Save this view',
    remove: 'Remove {{name}}',
    failed: 'The view was not saved',
  },
  unknownTab: {
    title: 'This page does not exist',
    explanation:
      'There is nothing at {{address}}. It may have moved; the pages of Paved Road are:',
  },
});
