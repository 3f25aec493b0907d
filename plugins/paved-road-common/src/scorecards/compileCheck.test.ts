import { factsReadBy } from './compileCheck';

it('finds facts in each way of writing, in all expressions of a check', () => {
  expect(
    factsReadBy({
      expression:
        'facts.own.a && has(facts["other"].b) && facts . spaced.c.exists(x, x == facts.inner.d)',
      evidence: [{ name: 'Shown', expression: 'facts.shown.e' }],
      remediation: {
        text: 'Use the template.',
        template: {
          ref: 'template:default/fix',
          values: { f: 'facts.filled.f' },
        },
      },
    }),
  ).toEqual(['filled', 'inner', 'other', 'own', 'shown', 'spaced']);
});

it('finds none in texts, in fields of the same name and in what is no expression', () => {
  expect(
    factsReadBy({
      expression: "entity.spec.facts.a == 'facts.b' && facts.known",
      evidence: [{ name: 'Broken', expression: 'facts.broken &&' }],
      remediation: { text: 'Fix it.' },
    }),
  ).toEqual(['known']);
});
