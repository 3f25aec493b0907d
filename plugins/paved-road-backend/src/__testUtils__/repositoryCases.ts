import { MockDirectory } from '@backstage/backend-test-utils';
import { CheckResult, Pattern } from '@paved-road/plugin-paved-road-common';
import {
  createAiService,
  evaluateByDefault,
  readRepository,
} from './defaultRulePack';

/** Content by path. */
export type Files = Record<string, string>;

type State = CheckResult['state'];

/** Stands for more than the collector reads of a file. */
export const tooLarge = '(too large)';

/** What a check comes to for services of a pattern, by what is in their repositories. */
export interface RepositoryCases {
  pattern: Pattern;
  pass?: Files[];
  fail?: Files[];
  unknown?: Files[];
  'not-applicable'?: Files[];
}

/** The cases by id of the check, as rows of a table. */
export function toRows(
  cases: Record<string, RepositoryCases>,
): Array<[string, Pattern, State, Files]> {
  return Object.entries(cases).flatMap(([checkId, { pattern, ...states }]) =>
    Object.entries(states).flatMap(([state, repositories]) =>
      repositories.map((files): [string, Pattern, State, Files] => [
        checkId,
        pattern,
        state as State,
        files,
      ]),
    ),
  );
}

/** What a check of the default rules comes to for a service in production whose repository has these files. */
export async function stateOf(
  checkId: string,
  pattern: Pattern,
  files: Files,
  directory: MockDirectory,
): Promise<State | undefined> {
  const contents = Object.entries(files).map(([file, content]) => [
    file,
    content === tooLarge ? `FROM a:1\n${'# much\n'.repeat(150_000)}` : content,
  ]);
  directory.setContent({ repository: Object.fromEntries(contents) });
  const { results } = evaluateByDefault(
    createAiService(
      { 'paved-road.io/pattern': pattern },
      { spec: { type: 'ai-service', lifecycle: 'production' } },
    ),
    await readRepository(directory.resolve('repository')),
  );
  return results.find(result => result.checkId === checkId)?.state;
}
