import {
  Finding,
  FindingKindName,
  RepositoryFindings,
} from '@paved-road/plugin-paved-road-common';
import { repositoryFindingsSchema } from '@paved-road/plugin-paved-road-common/rules';
import { detectFindings } from '../detectFindings';
import { Detector } from '../Detector';
import { isVendored, selectServiceFiles } from '../inventory';

/**
 * Runs a detector on a repository, given as texts by path. Checks that the findings can be stored.
 *
 * @param texts - a number is the size of a file that is too large
 */
export async function detect(
  detector: Detector,
  texts: Record<string, string | number>,
  folder = '',
): Promise<RepositoryFindings> {
  const paths = Object.keys(texts).filter(path => !isVendored(path));
  const findings = await detectFindings(
    [detector],
    { folder, files: selectServiceFiles(paths, folder).sort() },
    new Map(
      paths
        .filter(path => detector.recognises(path, folder))
        .map((path): [string, { text: string } | { problem: string }] => {
          const text = texts[path];
          return [
            path,
            typeof text === 'string'
              ? { text }
              : { problem: `has ${text} bytes` },
          ];
        }),
    ),
  );
  repositoryFindingsSchema.parse(findings);
  return findings;
}

/** Selected fields of the findings of a kind. */
export function pick<K extends FindingKindName>(
  found: RepositoryFindings['found'],
  kind: K,
  ...fields: (keyof Finding<K>)[]
): unknown[][] {
  return found[kind].map(finding => fields.map(field => finding[field]));
}
