import {
  Finding,
  FindingKindName,
  RepositoryFindings,
} from '@paved-road/plugin-paved-road-common';
import { repositoryFindingsSchema } from '@paved-road/plugin-paved-road-common/rules';
import { detectFindings } from '../detectFindings';
import { Detector } from '../Detector';
import { isVendored, selectServiceFiles } from '../inventory';

/** Runs a detector on a repository, given as texts by path. Checks that the findings can be stored. */
export async function detect(
  detector: Detector,
  texts: Record<string, string>,
  folder = '',
): Promise<RepositoryFindings> {
  const paths = Object.keys(texts).filter(path => !isVendored(path));
  const findings = await detectFindings(
    [detector],
    { folder, files: selectServiceFiles(paths, folder).sort() },
    new Map(
      paths
        .filter(detector.recognises)
        .map(path => [path, { text: texts[path] }]),
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
