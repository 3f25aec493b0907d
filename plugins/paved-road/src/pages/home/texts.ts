import { defineTexts } from '../../ui/texts/useTexts';

/** Texts of the card on the home page. */
export const homeTexts = defineTexts({
  home: {
    teams: 'Your teams',
    noTeams: 'You and your teams own no services with a scorecard.',
    below_one: '{{below}} of {{count, number}} below {{level}}',
    below_other: '{{below}} of {{count, number}} below {{level}}',
    failing: 'Failing checks of your teams',
    allThere: 'all at {{level}} or better',
  },
});
