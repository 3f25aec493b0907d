import { advise } from '../../advisor/advise';
import calibration from '../../advisor/__fixtures__/calibration.json';
import { adviceRequestSchema } from '../../advisor/profile/request';
import { renderDecisionRecord } from './renderDecisionRecord';
import { DecisionRecordSubject } from './subject';
import {
  advice,
  draft,
  headingsOf,
  other,
  overridden,
  readRecord,
  review,
  titleOf,
} from './__testUtils__/records';

describe('renderDecisionRecord', () => {
  it('has the front matter and the headings of MADR 4.0.0, in order, and no empty section', () => {
    const { frontMatter, headings, section } = readRecord(overridden);
    expect(frontMatter).toEqual({
      status: 'accepted',
      date: '2026-03-02',
      'decision-makers': ['Ada', 'Sam', 'Grace'],
      consulted: [],
      informed: [],
    });
    const options = advice.ranking.map(({ pattern }) => pattern);
    expect(headings).toEqual(headingsOf(other, options));
    expect(section('Considered Options')).toBe(
      `${options.map(option => `* ${titleOf(option)}`).join('\n')}\n\n`,
    );
    const parents = ['Pros and Cons of the Options'];
    for (const heading of headings.map(line => line.replace(/^#+ /, ''))) {
      expect([heading, section(heading).trim() !== '']).toEqual([
        heading,
        !parents.includes(heading) && !heading.includes(' for '),
      ]);
    }
  });

  it.each(
    calibration.flatMap(({ id, profile: answers, decision }) => [
      [id, answers, undefined] as const,
      [`${id}, decided`, answers, decision ?? 'hybrid'] as const,
    ]),
  )('fits what matters on one page: %s', (_, answers, decision) => {
    const request = adviceRequestSchema.parse({ profile: answers, decision });
    const { page } = readRecord({
      ...draft,
      ...request,
      advice: advise(request),
    });
    expect(page.split('\n').length).toBeLessThanOrEqual(60);
    expect(page.length).toBeLessThanOrEqual(4_500);
    expect(page).not.toMatch(/undefined|NaN|default\//);
  });

  it.each([
    ['draft', 'proposed'],
    ['submitted', 'proposed'],
    ['approved', 'accepted'],
    ['rejected', 'rejected'],
    ['superseded', 'superseded'],
  ] as const)('gives one that is %s the status %s', (status, shown) => {
    const subject = { ...overridden, status } as DecisionRecordSubject;
    expect(readRecord(subject).frontMatter.status).toBe(shown);
  });

  it('is the same for the same assessment', () => {
    expect(renderDecisionRecord(overridden)).toBe(
      renderDecisionRecord(structuredClone(overridden)),
    );
  });
});

describe('names in a decision record', () => {
  const names: Record<string, string> = {
    'component:default/reply-suggester': 'Reply suggester',
    'user:default/grace': 'Grace Hopper',
  };
  const subject = {
    ...overridden,
    author: 'user:default/ada.lovelace',
    events: [
      { at: review.at, actor: review.by, action: 'approved', comment: 'Fine.' },
      { at: review.at, actor: 'plugin:scaffolder', action: 'created' },
    ],
  } satisfies DecisionRecordSubject;

  it('are those that people know, else those in the references', () => {
    const { headings, frontMatter, section, markdown } = readRecord(subject, {
      nameOf: ref => names[ref],
    });
    expect(headings[0]).toBe(`# ${titleOf(other)} for Reply suggester`);
    expect(frontMatter['decision-makers']).toEqual([
      'Ada Lovelace',
      'Sam',
      'Grace Hopper',
    ]);
    expect(section('Context and Problem Statement')).toContain(
      'the AI workload of Reply suggester',
    );
    expect(section('More Information')).toContain(
      'approved by Grace Hopper: Fine.',
    );
    expect(section('More Information')).toContain('created by scaffolder');
    expect(markdown).not.toContain('default/');
  });
});
