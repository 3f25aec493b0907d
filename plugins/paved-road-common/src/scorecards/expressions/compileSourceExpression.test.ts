import { entity } from '../__testUtils__/rulePacks';
import {
  compileRequestExpression,
  compileSourceExpression,
  SourceVariables,
} from './compileSourceExpression';

const now = new Date('2026-03-01T12:00:00.000Z');
const response = {
  status: 200,
  headers: { 'x-total-count': '3' },
  links: { next: 'https://pager.example.com/?page=2' },
  body: {
    total: 3,
    services: [
      { name: 'search', open: 2, since: '2026-02-20T00:00:00Z' },
      { name: 'ads', open: 0 },
    ],
  },
};

function evaluate(source: string, changes: Partial<SourceVariables> = {}) {
  const expression = compileSourceExpression(source, [
    'entity',
    'now',
    'response',
    'items',
  ]);
  return expression.status === 'invalid'
    ? expression.reasons
    : expression.evaluate({ entity, now, response, items: [], ...changes });
}

const nested = (depth: number): unknown =>
  JSON.parse('['.repeat(depth) + ']'.repeat(depth));

describe('compileSourceExpression', () => {
  it.each([
    ['response.body.total', 3],
    ['size(response.body.services)', 2],
    ["int(response.headers['x-total-count'])", 3],
    ["has(response.links.next) ? response.links.next : ''", expect.any(String)],
    [
      "{'open': response.body.services.filter(s, s.open > 0).map(s, s.name)}",
      { open: ['search'] },
    ],
    ['ageInDays(timestamp(response.body.services[0].since), now)', 9],
    ['now', '2026-03-01T12:00:00.000Z'],
    ['[null, true, 1.5]', [null, true, 1.5]],
    ['entity.metadata.name', entity.metadata.name],
  ])('reads %s', (source, value) => {
    expect(evaluate(source)).toEqual({ status: 'value', value });
  });

  it.each([
    [
      'response.bdy.total',
      ['No such key: bdy, Response has status, headers, links, body (at 1:10)'],
    ],
    ['facts.repository', [expect.stringMatching(/^Unknown variable: facts/)]],
    ['response.body.', [expect.stringMatching(/at 1:15/)]],
  ])('refuses %s', (source, reasons) => {
    expect(evaluate(source)).toEqual(reasons);
  });

  it('refuses variables that are not there yet', () => {
    expect(compileSourceExpression('size(items)', ['response'])).toEqual({
      status: 'invalid',
      reasons: [expect.stringMatching(/^Unknown variable: items/)],
    });
  });

  it.each<[string, unknown, string]>([
    ['response.body.missing', {}, 'No such key: missing (at 1:15)'],
    ['1.0 / 0.0', {}, 'its value has the number Infinity, which JSON cannot'],
    ["duration('1h')", {}, 'its value has a part that JSON cannot hold'],
    ['response.body', nested(2000), 'its value is nested more than 100 times'],
    [
      'response.body',
      'x'.repeat(1_000_001),
      'its value is larger than 1,000,000 characters',
    ],
    [
      // Ten thousand characters, 2^8 times.
      '[response.body].map(a, [a,a,a,a]).map(a, [a,a,a,a]).map(a, [a,a,a,a]).map(a, [a,a,a,a])',
      'x'.repeat(10_000),
      'its value is larger than 1,000,000 characters',
    ],
    [
      'response.body.exists(a, response.body.exists(b, a + b == 0.5))',
      Array.from({ length: 5000 }, (_, i) => i),
      'The expression does too much work',
    ],
  ])('has no value of %s', (source, body, reason) => {
    expect(evaluate(source, { response: { ...response, body } })).toEqual({
      status: 'unknown',
      reason: expect.stringContaining(reason),
    });
  });
});

describe('compileRequestExpression', () => {
  const text = (source: string) => {
    const expression = compileRequestExpression(source);
    return expression.status === 'invalid'
      ? expression.reasons
      : expression.evaluate({ entity, now });
  };

  it.each([
    ['entity.metadata.name', entity.metadata.name],
    ["now - duration('24h')", '2026-02-28T12:00:00.000Z'],
    ['size(entity.metadata.name)', String(entity.metadata.name.length)],
  ])('gives %s as text', (source, value) => {
    expect(text(source)).toEqual({ status: 'value', value });
  });

  it.each([
    ['annotation(entity, "example.com/none")', 'it has no text'],
    ['entity.metadata.annotations["none"]', 'No such key: none'],
    ['entity.spec.unit', 'No such key: unit'],
  ])('gives no text for %s', (source, reason) => {
    expect(text(source)).toEqual({
      status: 'unknown',
      reason: expect.stringContaining(reason),
    });
  });

  it.each(['[1]', 'response.status', '{"a": 1}'])('refuses %s', source => {
    expect(text(source)).toEqual([expect.any(String)]);
  });
});
