import { defineTexts } from '../../ui/texts/useTexts';

/** Review texts: pending requests and their results. */
export const reviewsTexts = defineTexts({
  reviews: {
    views: 'Which reviews',
    view: {
      inbox: 'To review',
      mine: 'My requests',
      assessments: 'Assessments',
      waivers: 'Waivers',
    },
    identityFailed: 'Could not load your identity',
    moreOwn_one: '{{count, number}} more request of yours is not shown.',
    moreOwn_other: '{{count, number}} more requests of yours are not shown.',
    inboxFailed: 'Could not load the assessments returned to you',
    none: {
      inbox: 'Nothing waits for your review.',
      mine: 'You have no open requests.',
    },
    more_one: '{{count, number}} more waits; it moves up as you go.',
    more_other: '{{count, number}} more wait; they move up as you go.',
    open: 'Open',
    openAssessment: 'Open the assessment of {{service}}',
    decision: 'Decision: {{pattern}}',
    overrides: 'Overrides {{pattern}}',
    measured: 'With measured values: {{pattern}}',
    measuredSince: 'With measured values: {{pattern}}, since {{date}}',
    returned: 'Changes requested',
    waiver: 'Waiver of “{{check}}” until {{date}}',
    renewal: 'Renewal of the waiver of “{{check}}” until {{date}}',
    gone: {
      assessment: 'This assessment does not exist',
      waiver: 'This waiver does not exist',
      explanation: 'The link is wrong, or it was deleted.',
      inbox: 'See what waits for review',
    },
    done: {
      approve: 'You approved the assessment.',
      comment: 'Comment added.',
      requestChanges:
        'You requested changes. The draft is back with its author.',
      reject: 'You rejected the assessment.',
    },
    showMore: 'Show more',
    showLess: 'Show less',
    lists: 'Which assessments',
    filterAssessments: 'Filter the assessments',
    list: {
      submitted: {
        title: 'Waiting for review',
        help: 'A second person reviews each of them.',
        none: 'No assessment waits for review.',
      },
      stale: {
        title: 'Stale',
        help: 'Approved, but the model changes the answer, the catalog has changed, or a review is due. Reassess them.',
        none: 'No approved assessment is stale.',
      },
      changed: {
        title: 'No longer hold',
        help: 'Approved, but measured values lead to a different recommendation. Reassess them.',
        none: 'Every measured decision holds.',
      },
      overridden: {
        title: 'Overridden',
        help: 'Approved against the recommendation. Many of the same kind may mean that the model is wrong.',
        none: 'No approved assessment overrides its recommendation.',
      },
      approved: {
        title: 'Approved',
        help: 'These decisions count.',
        none: 'No assessment is approved yet.',
      },
      rejected: {
        title: 'Rejected',
        help: 'Rejected for good; the team makes a new assessment.',
        none: 'No assessment was rejected.',
      },
    },
    noneOfOwner: 'None of this owner.',
    assessments_one: '{{count, number}} assessment',
    assessments_other: '{{count, number}} assessments',
    column: {
      service: 'Name',
      request: 'Request',
      by: 'By',
      since: 'Since',
      action: 'Action',
      owner: 'Owner',
      pattern: 'Pattern',
      author: 'Author',
      changed: 'Last change',
      status: 'Status',
    },
  },
});
