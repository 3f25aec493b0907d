/** Declaration of the home widget for both frontend systems; its code loads lazily. */
export const homeWidgetParams = {
  title: 'Paved Road',
  description:
    'What waits for you, and the services of your teams that are off the road',
  components: () =>
    import('./HomeContent').then(m => ({ Content: m.HomeContent })),
  layout: {
    width: { minColumns: 4, defaultColumns: 6 },
    height: { minRows: 4, defaultRows: 6 },
  },
};
