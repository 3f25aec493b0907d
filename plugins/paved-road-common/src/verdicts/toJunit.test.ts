import { XMLParser, XMLValidator } from 'fast-xml-parser';
import fc from 'fast-check';
import { GateResult } from '../scorecards/gate';
import {
  allowed,
  anyResult,
  denied,
  empty,
  held,
} from './__testUtils__/results';
import { toJunit } from './toJunit';
import { printable } from './explain';

interface Case {
  name: string;
  classname: string;
  failure?: { message: string };
  error?: { message: string };
  skipped?: { message: string };
  'system-out'?: string;
}

interface Suite {
  name: string;
  tests: string;
  failures: string;
  errors: string;
  skipped: string;
  testcase: Case[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  htmlEntities: true,
  parseTagValue: false,
  isArray: name => ['testsuite', 'testcase'].includes(name),
});

function read(results: GateResult[]): { suites: Suite[]; cases: Case[] } {
  const xml = toJunit(results);
  expect(XMLValidator.validate(xml)).toBe(true);
  // What XML 1.0 cannot have, not even as a reference.
  expect(xml).not.toMatch(/[^\P{Cc}\n]|[\ufffe\uffff]|\p{Surrogate}/u);
  const suites: Suite[] = parser.parse(xml).testsuites.testsuite;
  return { suites, cases: suites.flatMap(({ testcase }) => testcase) };
}

const outcomesOf = (cases: Case[]) =>
  cases.map(({ name, failure, error, skipped }) => [
    name,
    ...(failure ? ['failure', failure.message] : []),
    ...(error ? ['error', error.message] : []),
    ...(skipped ? ['skipped', skipped.message] : []),
  ]);

describe('toJunit', () => {
  it('fails where the gate is closed, with what to do', () => {
    const { suites, cases } = read([denied]);
    expect(
      suites.map(({ name, testcase, ...counts }) => [name, counts]),
    ).toEqual(
      [
        ['gate', ['1', '1', '0', '0']],
        ['bronze', ['2', '0', '0', '1']],
        ['silver', ['3', '1', '1', '1']],
        ['gold', ['2', '0', '0', '2']],
      ].map(([name, [tests, failures, errors, skipped]]) => [
        `component:default/ticket-triage ${name}`,
        { tests, failures, errors, skipped, time: '0' },
      ]),
    );
    expect(outcomesOf(cases)).toEqual([
      [
        'has the level silver',
        'failure',
        'Denied: component:default/ticket-triage has the level bronze and needs silver; 2 checks block it.',
      ],
      ['Has an owner (owned)'],
      ['Pins its image (image)', 'skipped', 'Does not apply'],
      [
        'Has tests (tested)',
        'skipped',
        'Waived. Until Dec 31, 2026, approved by user:default/paula: Tests are in another repository',
      ],
      ['Has no incidents (incidents)', 'error', 'Incidents: not given.'],
      [
        'Has a pipeline (pipeline)',
        'failure',
        'Add one. (How: https://docs.example.com/pipeline)',
      ],
      [
        'Has an SLO (slo)',
        'skipped',
        'Fails, not required for silver: Write one.',
      ],
      [
        'Is traced (traced)',
        'skipped',
        'Unknown, not required for silver: Traces: not given.',
      ],
    ]);
  });

  it.each([
    ['denied', denied, true],
    ['allowed', allowed, false],
    ['denied without a check in the way', empty, true],
  ])('fails exactly when the gate is closed: %s', (_, result, isRed) => {
    const { cases } = read([result]);
    expect(cases.some(({ failure, error }) => failure || error)).toBe(isRed);
  });

  it('keeps entities apart', () => {
    const other = { ...allowed, entityRef: 'component:default/other' };
    const { suites } = read([denied, other]);
    const names = suites.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('is read back as it was written, whatever texts say', () => {
    fc.assert(
      fc.property(anyResult, result => {
        const [, ...cases] = read([result]).cases;
        const written = result.results
          .toSorted(
            (a, b) =>
              result.results.findIndex(({ level }) => level === a.level) -
              result.results.findIndex(({ level }) => level === b.level),
          )
          .map(({ title, checkId, evidence }) => [
            printable(`${title} (${checkId})`),
            printable(
              evidence.map(({ name, value }) => `${name}: ${value}`).join('; '),
            ),
          ]);
        expect(
          cases.map(item => [item.name, item['system-out'] ?? '']),
        ).toEqual(written);
      }),
    );
  });

  it('says as of when facts are whose source fails', () => {
    const [verdict] = read([held]).cases;
    expect(verdict['system-out']).toBe(
      'Incidents as of 2026-11-28 10:12 UTC: the pager is down',
    );
    expect(read([allowed]).cases[0]).not.toHaveProperty('system-out');
  });
});
