import { Finding } from '@paved-road/plugin-paved-road-common';
import { createGlobMatcher } from '@paved-road/plugin-paved-road-common/rules';
import { DetectorService } from '../Detector';
import { isOwn } from '../inventory';
import { RepositoryFile } from '../RepositoryFile';
import { StructuredPart } from '../StructuredPart';
import { buildsOrTests } from './commands';

/** Branches that get every change sooner or later. */
const sharedBranch =
  /^(main|master|trunk|develop|development|dev|\*+|\*\*\/\*)$/;

function listTexts(part: StructuredPart | undefined): string[] {
  const text = part?.text();
  return text ? [text] : (part?.items() ?? []).map(item => item.text());
}

/** Whether path filters of a trigger let a change of the folder through. */
function coversFolder(
  trigger: StructuredPart | undefined,
  { folder, files }: DetectorService,
): boolean {
  const paths = listTexts(trigger?.at('paths')).filter(
    path => !path.startsWith('!'),
  );
  if (folder === '' || paths.length === 0) {
    return true;
  }
  try {
    const matches = createGlobMatcher(paths);
    return (
      files.some(file => isOwn(file, folder) && matches(file)) ||
      paths.some(path => path.startsWith(`${folder}/`))
    );
  } catch {
    return paths.some(path => path.startsWith(`${folder}/`));
  }
}

/** Whether a workflow starts for changes of the folder: for each pull request, or each push to a shared branch. */
function startsOnChange(
  workflow: StructuredPart,
  service: DetectorService,
): boolean {
  // YAML 1.1 reads `on` as true.
  const on = workflow.at('on') ?? workflow.at('true');
  const names = [
    ...listTexts(on),
    ...(on?.entries().map(([name]) => name) ?? []),
  ];
  const onReview = ['pull_request', 'pull_request_target', 'merge_group'].some(
    name => names.includes(name) && coversFolder(on?.at(name), service),
  );
  const push = on?.at('push');
  const branches = listTexts(push?.at('branches'));
  const isTagOnly = push?.at('tags') !== undefined && branches.length === 0;
  const onPush =
    names.includes('push') &&
    !isTagOnly &&
    coversFolder(push, service) &&
    (branches.length === 0 ||
      branches.some(branch => sharedBranch.test(branch)));
  return onReview || onPush;
}

function listSteps(workflow: StructuredPart): StructuredPart[] {
  return (workflow.at('jobs')?.entries() ?? []).flatMap(([, job]) => [
    ...(job.at('steps')?.items() ?? []),
    // A reusable workflow.
    ...(job.at('uses') ? [job] : []),
  ]);
}

function findForeignWorkflow(steps: StructuredPart[]): string | undefined {
  return steps
    .map(step => step.at('uses')?.text() ?? '')
    .find(uses => /^[^./][^@]*\.ya?ml@/.test(uses));
}

/** Whether a step builds or tests; a called workflow counts by its name. */
function checksCode(step: StructuredPart): boolean {
  const uses = step.at('uses')?.text() ?? '';
  return (
    buildsOrTests(step.at('run')?.text() ?? '') ||
    /(build-push-action|\/(golangci-lint|super-linter|codeql|go-test|pytest|maven|gradle|cypress|playwright|setup-bazel|bake-action)[^/]*@|(build|test|lint|ci|check)[^/]*\.ya?ml)/i.test(
      uses,
    )
  );
}

function checksAny(
  steps: StructuredPart[],
): Finding<'pipelines'>['checksChanges'] {
  const foreign = findForeignWorkflow(steps);
  return foreign !== undefined && !steps.some(checksCode)
    ? { unknown: `calls ${foreign}, which is in another repository` }
    : steps.some(checksCode);
}

function isPinned(uses: string): boolean {
  return (
    uses.startsWith('./') || /@([0-9a-f]{40}|sha256:[0-9a-f]{64})$/.test(uses)
  );
}

/** Text of others that a shell would run. */
const untrusted =
  /\$\{\{[^}]{0,300}github\.(event\.(issue|pull_request|comment|review|discussion)\.(title|body|head\.ref|head\.label)|head_ref|event\.(comment|review|issue)\.body)/;

/** Reads a workflow of GitHub Actions; undefined if the file is none. */
export function readGithubWorkflow(
  file: RepositoryFile,
  part: StructuredPart,
  service: DetectorService,
):
  | { pipeline: Finding<'pipelines'>; workflow: Finding<'workflows'> }
  | undefined {
  if (!part.at('jobs')) {
    return undefined;
  }
  const place = {
    subject: part.at('name')?.text() || file.name,
    file: file.path,
    line: part.at('on')?.line ?? part.line,
    source: 'read' as const,
  };
  const steps = listSteps(part);
  const jobs = part.at('jobs')!.entries();
  const hasPermissions = (at: StructuredPart) =>
    at.at('permissions') !== undefined &&
    at.at('permissions')!.text() !== 'write-all';
  return {
    pipeline: {
      ...place,
      technology: 'GitHub Actions',
      checksChanges: startsOnChange(part, service) && checksAny(steps),
    },
    workflow: {
      ...place,
      actionsPinned: steps.every(step =>
        isPinned(step.at('uses')?.text() || './'),
      ),
      permissionsLimited:
        hasPermissions(part) || jobs.every(([, job]) => hasPermissions(job)),
      safe: !steps.some(step => untrusted.test(step.at('run')?.text() ?? '')),
    },
  };
}
