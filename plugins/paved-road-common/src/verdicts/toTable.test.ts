import fc from 'fast-check';
import { stripVTControlCharacters } from 'node:util';
import {
  allowed,
  anyResult,
  denied,
  empty,
  held,
} from './__testUtils__/results';
import { toTable } from './toTable';

describe('toTable', () => {
  it('shows level by level what decided, what is in the way first', () => {
    expect(toTable(denied)).toBe(
      `
Denied: component:default/ticket-triage has the level bronze and needs silver; 2 checks block it.
Rules: house-rules 1.0.0

bronze
  pass            Has an owner (owned)          Owner: group:default/team-a
  not-applicable  Pins its image (image)

silver
! fail            Has a pipeline (pipeline)     Pipelines: none; Files: 12
                  To do: Add one. (How: https://docs.example.com/pipeline)
! unknown         Has no incidents (incidents)
                  Why: Incidents: not given.
  waived          Has tests (tested)
                  Waiver: Until Dec 31, 2026, approved by user:default/paula: Tests are in another repository

gold
  fail            Has an SLO (slo)
                  To do: Write one.
  unknown         Is traced (traced)
                  Why: Traces: not given.

! blocks silver`.trimStart(),
    );
  });

  it('aligns names whose characters take two places', () => {
    const text = toTable({
      ...denied,
      results: denied.results.map(check =>
        check.checkId === 'owned' ? { ...check, title: '有所有者' } : check,
      ),
    });
    expect(text).toContain(
      'pass            有所有者 (owned)              Owner:',
    );
    expect(text).toContain(
      'fail            Has a pipeline (pipeline)     Pipelines:',
    );
  });

  it('says what was reached where the gate is open', () => {
    const text = toTable(allowed);
    expect(text).toMatch(
      /^Allowed: component:default\/ticket-triage has the level silver and needs silver\.$/m,
    );
    expect(text).not.toMatch(/^!/m);
  });

  it('says why the gate is closed though nothing is in the way', () => {
    expect(toTable(empty)).toMatch(
      /^Denied: .* has no level and needs silver; no check of the rule packs applies to it\.$/m,
    );
  });

  it('has the same text in colour', () => {
    const text = toTable(denied, { colour: true });
    expect(text).toContain('\u001b[31mfail');
    expect(stripVTControlCharacters(text)).toBe(toTable(denied));
  });

  it('lets no text move the cursor or begin a line', () => {
    fc.assert(
      fc.property(anyResult, result => {
        for (const line of toTable(result).split('\n')) {
          expect(line).toBe(line.toWellFormed());
          expect(line).not.toMatch(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
          expect(line).not.toMatch(/^\s*::/);
        }
      }),
    );
  });

  it('says as of when facts are whose source fails', () => {
    expect(toTable(held).split('\n')[2]).toBe(
      'Incidents as of 2026-11-28 10:12 UTC: the pager is down',
    );
    expect(toTable(allowed)).not.toContain('as of');
  });
});
