import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import type { Log } from 'sarif';
import { GateResult } from '../scorecards/gate';
import { homepage } from '../../package.json';
import { allowed, anyResult, denied, held } from './__testUtils__/results';
import { toSarif } from './toSarif';

const ajv = new Ajv({ strict: false, unicodeRegExp: false });
addFormats(ajv);
const isValid = ajv.compile(schema);

function render(
  results: GateResult[],
  options: { onlyOpen?: boolean } = {},
  path = 'services/ticket triage/catalog-info.yaml',
) {
  const log: Log = JSON.parse(
    toSarif(
      results.map(result => ({ result, file: { path, line: 7 } })),
      { version: '1.2.3', ...options },
    ),
  );
  expect([isValid(log), isValid.errors]).toEqual([true, null]);
  const [run] = log.runs;
  const { driver } = run.tool;
  const notes = run.invocations?.flatMap(
    ({ toolExecutionNotifications = [] }) =>
      toolExecutionNotifications.map(({ message }) => message.text),
  );
  return { driver, rules: driver.rules!, results: run.results!, notes };
}

describe('toSarif', () => {
  it('has a result for each check, by its state', () => {
    const { results } = render([denied]);
    expect(
      results.map(({ ruleId, kind, level }) => [ruleId, kind, level]),
    ).toEqual([
      ['owned', 'pass', 'none'],
      ['image', 'notApplicable', 'none'],
      ['tested', 'fail', 'warning'],
      ['incidents', 'fail', 'warning'],
      ['pipeline', 'fail', 'error'],
      ['slo', 'fail', 'warning'],
      ['traced', 'fail', 'note'],
    ]);
    expect(results[4]).toMatchObject({
      message: {
        text: 'component:default/ticket-triage: Has a pipeline. fail. Add one. (How: https://docs.example.com/pipeline). Pipelines: none; Files: 12',
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: {
              uri: 'services/ticket%20triage/catalog-info.yaml',
            },
            region: { startLine: 7 },
          },
        },
      ],
      properties: { state: 'fail', level: 'silver', blocking: true },
    });
  });

  it('says which version of what made it, and where to read about it', () => {
    const { driver } = render([denied]);
    expect(driver).toMatchObject({ name: 'Paved Road', version: '1.2.3' });
    expect(homepage).toMatch(`${driver.informationUri}/tree/`);
  });

  it('ends what a text ends with a full stop with no other', () => {
    const unknown = {
      ...denied.results.find(({ checkId }) => checkId === 'incidents')!,
      evidence: [{ name: 'Owner', value: 'group:default/team-a' }],
    };
    const [{ message }] = render([{ ...denied, results: [unknown] }]).results;
    expect(message.text).toBe(
      'component:default/ticket-triage: Has no incidents. unknown. Incidents: not given. Owner: group:default/team-a',
    );
  });

  it('suppresses what is waived, with who allows it and until when', () => {
    const { results } = render([denied]);
    expect(
      results.flatMap(({ ruleId, suppressions = [] }) =>
        suppressions.map(suppression => [ruleId, suppression]),
      ),
    ).toEqual([
      [
        'tested',
        {
          kind: 'external',
          status: 'accepted',
          justification:
            'Until Dec 31, 2026, approved by user:default/paula: Tests are in another repository',
        },
      ],
    ]);
  });

  it('explains each check once, with what to do where one of the entities has to do it', () => {
    const other = { ...allowed, entityRef: 'component:default/other' };
    const { rules, results } = render([other, denied]);
    const ids = rules.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    expect(rules.find(({ id }) => id === 'pipeline')).toMatchObject({
      shortDescription: { text: 'Has a pipeline' },
      help: { text: 'Add one. (How: https://docs.example.com/pipeline)' },
      helpUri: 'https://docs.example.com/pipeline',
    });
    for (const { ruleId, ruleIndex } of results) {
      expect(rules[ruleIndex!].id).toBe(ruleId);
    }
    const fingerprints = results.map(({ partialFingerprints }) =>
      JSON.stringify(partialFingerprints),
    );
    expect(new Set(fingerprints).size).toBe(results.length);
  });

  it('has only what is open where that is asked for', () => {
    const { results, rules } = render([denied], { onlyOpen: true });
    const open = ['incidents', 'pipeline', 'slo', 'traced'];
    expect(results.map(({ ruleId }) => ruleId)).toEqual(open);
    expect(rules.map(({ id }) => id)).toEqual(open);
  });

  it('is valid whatever texts say, and takes none for a placeholder or a link', () => {
    fc.assert(
      fc.property(anyResult, fc.string({ unit: 'binary' }), (result, path) => {
        for (const { message } of render([result], {}, path).results) {
          expect(message.text).not.toMatch(/\]\(/);
          expect(message.text!.replaceAll(/\{\{|\}\}/g, '')).not.toMatch(
            /[{}]/,
          );
        }
      }),
    );
  });

  it('says as of when facts are whose source fails', () => {
    expect(render([held]).notes).toEqual([
      'component:default/ticket-triage: Incidents as of 2026-11-28 10:12 UTC: the pager is down',
    ]);
    expect(render([allowed]).notes).toBeUndefined();
  });
});
