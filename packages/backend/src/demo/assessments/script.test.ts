import { parseScript } from './script';

const entry = `
- entityRef: component:default/triage
  author: user:default/sam
  status: approved
  profile:
    team: { teamSize: 5 }
`;

describe('parseScript', () => {
  it('lets the platform engineer review where nobody is named', () => {
    expect(parseScript(entry, 'example.yaml')).toEqual([
      {
        entityRef: 'component:default/triage',
        author: 'user:default/sam',
        reviewer: 'user:default/paula.platform',
        status: 'approved',
        profile: { team: { teamSize: 5 } },
      },
    ]);
  });

  it.each([
    ['an unknown status', 'approved', 'done', /0\.status.*"done".*rejected/],
    ['an answer out of range', '5', '0', /0\.profile\.team\.teamSize.*0/],
    ['an unknown question', 'teamSize', 'size', /0\.profile\.team.*size/],
    [
      'an author who is not a user',
      'user:default/sam',
      'group:default/team-a',
      /0\.author/,
    ],
    [
      'a review by the author',
      'user:default/sam',
      'user:default/paula.platform',
      /0\.reviewer.*nobody reviews their own assessment/,
    ],
  ])('names %s, where it stands and the file', (_, good, bad, message) => {
    const parse = () => parseScript(entry.replace(good, bad), 'example.yaml');
    expect(parse).toThrow(/example\.yaml/);
    expect(parse).toThrow(message);
  });

  it('refuses what is not a list, and what is not YAML', () => {
    expect(() => parseScript('entityRef: a', 'example.yaml')).toThrow(
      /example\.yaml/,
    );
    expect(() => parseScript('- {', 'example.yaml')).toThrow(/line 1/);
  });
});
