import { defineTexts } from '../../ui/texts/useTexts';

export const advisorPageTexts = defineTexts({
  advisor: {
    introduction:
      'Find the architecture for a workload that has no service yet. Nothing is stored: the link of this page holds all answers.',
    title: 'Ask the advisor',
    startOver: 'Start over',
    next: 'Next steps',
    noTemplate:
      'Answer the deciding questions first to see which template fits.',
    leftOut: 'Left out until it is corrected: “{{question}}”.',
    changed: {
      title: 'Custom weights or assumptions',
      explanation:
        'This result uses custom weights or assumptions. The link includes them.',
      reset: "Reset to the portal's model",
    },
    link: {
      broken: 'The answers in this link cannot be read',
      outdated: 'This link was made by another version of the portal',
      remedy:
        'Ask for a new link, or answer the questions here. Links are often cut off in messages.',
      copy: 'Copy link',
      copied: 'Copied',
      copyYourself: 'Link to copy',
    },
    attach: {
      action: 'Attach to a service',
      title: 'Attach to a service',
      explanation:
        'The answers become a draft on its Architecture tab, in your name. Only its owners and the platform team may do that.',
      entity: 'Component or System',
      failed: 'The draft was not created',
      confirm: 'Create the draft',
    },
  },
});
