import fc from 'fast-check';
import { lexer, Token, Tokens } from 'marked';
import { allowed, anyResult, denied, held } from './__testUtils__/results';
import { toMarkdown } from './toMarkdown';

const tablesOf = (markdown: string) =>
  lexer(markdown).filter(
    (token): token is Tokens.Table => token.type === 'table',
  );

function typesOf(tokens: Token[]): string[] {
  return tokens.flatMap(token => [
    token.type,
    ...typesOf('tokens' in token ? (token.tokens ?? []) : []),
    ...(token.type === 'table'
      ? (token as Tokens.Table).rows.flatMap(row =>
          row.flatMap(({ tokens: cell }) => typesOf(cell)),
        )
      : []),
  ]);
}

describe('toMarkdown', () => {
  it('shows what is open as a table, what is in the way first', () => {
    expect(toMarkdown(denied)).toBe(
      `
### ❌ component:default/ticket-triage

Denied: component:default/ticket-triage has the level bronze and needs silver; 2 checks block it.

| Level | State | Check | What to do | Evidence |
| --- | --- | --- | --- | --- |
| silver | **unknown**, blocking | Has no incidents (incidents) | Incidents: not given. |  |
| silver | **fail**, blocking | Has a pipeline (pipeline) | Add one. (How: https://docs.example.com/pipeline) | Pipelines: none; Files: 12 |
| gold | fail | Has an SLO (slo) | Write one. |  |
| gold | unknown | Is traced (traced) | Traces: not given. |  |

Others: 1 pass, 1 waived, 1 not-applicable.
`.trimStart(),
    );
  });

  it('says that the gate is open', () => {
    expect(toMarkdown(allowed)).toMatch(/^### ✅ .*\n\nAllowed: /);
  });

  it('is a table with a row for each open check, whatever texts say', () => {
    fc.assert(
      fc.property(anyResult, result => {
        const markdown = toMarkdown(result);
        const open = result.results.filter(
          ({ state }) => state === 'fail' || state === 'unknown',
        );
        const [table, ...others] = tablesOf(markdown);
        expect(others).toEqual([]);
        expect(table?.rows.length ?? 0).toBe(open.length);
        expect(typesOf(lexer(markdown))).not.toEqual(
          expect.arrayContaining(['html']),
        );
      }),
    );
  });

  it('says as of when facts are whose source fails', () => {
    expect(toMarkdown(held)).toContain(
      '\nIncidents as of 2026-11-28 10:12 UTC: the pager is down\n',
    );
    expect(toMarkdown(allowed)).not.toContain('as of');
  });
});
