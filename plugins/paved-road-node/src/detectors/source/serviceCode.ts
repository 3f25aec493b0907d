import { flatMapInTurns } from '../inTurns';
import { isOwn, isSupporting } from '../inventory';
import { RepositoryFile } from '../RepositoryFile';
import { readSource, SourceText } from './SourceText';

const code =
  /\.(py|ts|tsx|mts|cts|js|jsx|mjs|cjs|svelte|vue|go|rs|java|kt|scala|cs|rb|php|swift|dart|cc|cpp)$/;

/** Files for tests beside the code, declarations of types, and steps of the past. */
const aside =
  /\.(test|spec|stories|d|min)\.[cm]?[jt]sx?$|(^|\/)(test_[^/]*|tests?|conftest|setup|[^/]*_test)\.(py|go|rb)$|Tests?\.(java|kt|cs)$|(^|\/)(migrations|alembic|docs?|patches|locales?|evals?|evaluations?)\/|(^|\/)\.[^/]+\//i;

/** Whether a file has code of the service that runs in production. */
export function isServiceCode(path: string, folder: string): boolean {
  return code.test(path) && isServicePart(path, folder);
}

/** Whether a file belongs to the service itself, and not to its tests, examples or docs. */
export function isServicePart(path: string, folder: string): boolean {
  return (
    isOwn(path, folder) &&
    !isSupporting(path, folder) &&
    !aside.test(folder ? path.slice(folder.length + 1) : path)
  );
}

const modelWords =
  /llm|chat|prompt|assistant|agent|model|embed|infer|complet|openai|anthropic|gemini|bedrock/i;

/** Whether the name of a file says that it has to do with models. */
export function mayCallModels(path: string): boolean {
  return modelWords.test(path);
}

export async function readServiceCode(
  files: readonly RepositoryFile[],
  folder: string,
): Promise<SourceText[]> {
  return await flatMapInTurns(
    files.filter(({ path }) => isServiceCode(path, folder)),
    file => [readSource(file)],
  );
}
