/** Texts of the Paved Road page. */
export const governanceMessages = {
  page: {
    title: 'Paved Road',
    subtitle: 'Assess, start and stay on the road',
  },
  overview: {
    onTheRoad: 'On the road ({{level}} or better)',
    assessed: 'Assessed',
    approved: 'Approved',
    waiting: 'Decisions waiting',
    waived: 'With waived checks',
    of: '{{part}} of {{total}}',
  },
} as const;
