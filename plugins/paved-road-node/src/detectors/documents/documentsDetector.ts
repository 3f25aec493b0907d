import { Finding } from '@paved-road/plugin-paved-road-common';
import { Detector } from '../Detector';
import { giveWay } from '../inTurns';
import { isSupporting } from '../inventory';
import { hasContent } from './hasContent';

/** A kind of document. Paths are relative to the root and in lower case. */
interface Topic {
  id: string;
  /** Whether a file may be one, by its path. */
  matches: RegExp;
  /** Whether most files with such a path are other ones. */
  isRare?: boolean;
  /** Matches the line where it begins; without a match, the file is not one. Default: the first line. */
  start?: RegExp;
  /** Whether it says enough. Default: three sentences, or its first line if that is searched. */
  hasContent?(text: string): boolean;
}

const prose = '\\.(md|markdown|mdx|rst|adoc|asciidoc|txt)$';
const isNotEmpty = (text: string) => text.trim().length >= 20;

const infrastructure = '\\.(tf|ya?ml|json|template|ts|py|jsonnet|libsonnet)$';

const sloStart =
  /^kind:\s*["']?(SLO|ServiceLevelObjective|PrometheusServiceLevel)\b|^slos:|"(datadog_service_level_objective|google_monitoring_slo|aws_applicationsignals_service_level_objective|grafana_slo|newrelic_service_level|nobl9_slo)"/m;

const topics: Topic[] = [
  {
    id: 'licence',
    matches:
      /(^|\/)(licen[cs]e|licen[cs]es?[-_.][^/]*|[^/]*-licen[cs]e|copying|unlicense)(\.(md|txt|rst))?$/,
    hasContent: isNotEmpty,
  },
  {
    id: 'security-policy',
    matches: new RegExp(
      `(^|/)(security|vulnerability[^/]*)${prose}|^(security|\\.github/security|docs/security)$`,
    ),
    hasContent: text => text.trim().length >= 100,
  },
  {
    id: 'security-policy',
    matches: new RegExp(`^(\\.github/|docs/)?(contributing|readme)${prose}`),
    isRare: true,
    start:
      /^#{1,4} .*(security (issue|vulnerabilit|polic|report|disclosure|contact|notification)|report(ing)? (a |any )?(security|vulnerabilit))/im,
  },
  {
    id: 'code-owners',
    matches: /^(\.github\/|\.gitlab\/|docs\/)?codeowners$/,
    start: /^[^#\s\n]\S*[ \t]+[^\s#]*@/m,
  },
  {
    id: 'code-owners',
    matches: /(^|\/)owners$/,
    start: /^[ \t]*(approvers|reviewers):/m,
  },
  {
    id: 'runbook',
    matches: new RegExp(
      `^(?!(.*/)?prompts?/).*(^|[/_.-])((run|play)[-_]?books?|on[-_]?call|incidents?)([_.-][^/]*)?(/[^/]*)?${prose}`,
    ),
  },
  {
    id: 'model-card',
    matches: new RegExp(`model[-_ ]?cards?[^/]*(/[^/]*)?${prose}`),
  },
  {
    id: 'decision-record',
    matches: new RegExp(
      `(^|/)(adrs?|decisions?|decision[-_]records?|architecture[-_]decisions?)/([^/]*/)?[^/]*\\d[^/]*${prose}`,
    ),
  },
  {
    id: 'dashboard',
    matches: new RegExp(`(dashboard|grafana)[^/]*(/[^/]*){0,3}\\.json$`),
    start: /"(panels|widgets|rows)"\s*:\s*\[\s*[^\]\s]/,
  },
  {
    id: 'dashboard',
    matches: new RegExp(infrastructure),
    isRare: true,
    start:
      /aws_cloudwatch_dashboard|AWS::CloudWatch::Dashboard|google_monitoring_dashboard|azurerm_portal_dashboard|"(grafana|datadog|newrelic|signalfx)_[a-z_]*dashboard|kind:\s*GrafanaDashboard|cloudwatch\.Dashboard\(/,
  },
  {
    id: 'slo',
    matches: /(^|\/)slos?([-_.][^/]*)?\.(ya?ml|json)$/,
    start: sloStart,
  },
  {
    id: 'slo',
    matches: new RegExp(infrastructure),
    isRare: true,
    start: sloStart,
  },
  {
    id: 'dependency-updates',
    matches:
      /^(\.github\/|\.gitlab\/)?(renovate\.json5?|\.renovaterc(\.json5?)?|dependabot\.ya?ml|\.pyup\.yml|\.scala-steward\.conf)$/,
    // The template of Dependabot names no ecosystem.
    hasContent: text =>
      isNotEmpty(text) && !/package-ecosystem:\s*(""|''|#|$)/m.test(text),
  },
  {
    id: 'dependency-updates',
    matches: /^package\.json$/,
    isRare: true,
    start: /^\s{0,4}"renovate"\s*:/m,
  },
];

/** Documents that may lie in folders of examples or tests do not describe the service. */
function listTopics(path: string, folder: string): Topic[] {
  if (isSupporting(path, folder)) {
    return [];
  }
  const lower = path.toLowerCase();
  const matching = topics.filter(({ matches }) => matches.test(lower));
  // The first topic of a kind knows the file best.
  return matching.filter(
    ({ id }, index) => matching.findIndex(other => other.id === id) === index,
  );
}

/** Files that cover only the folder they are in. */
const covering = [
  'licence',
  'security-policy',
  'code-owners',
  'dependency-updates',
];

/** Whether a licence or policy covers the service: it lies in its folder, in one above, or in a folder for settings. */
function coversService(path: string, folder: string): boolean {
  const own = path
    .slice(0, Math.max(0, path.lastIndexOf('/')))
    .replace(/(^|\/)(\.github|\.gitlab|docs|licenses?)$/i, '');
  return own === '' || own === folder || folder.startsWith(`${own}/`);
}

const mostOfTopic = 10;

/** Keeps the first documents of each topic, with content before others. */
function limitTopics(documents: Finding<'documents'>[]) {
  const byTopic = Map.groupBy(documents, ({ topic }) => topic);
  return [...byTopic.values()].flatMap(ofTopic =>
    ofTopic
      .toSorted((a, b) => Number(b.hasContent) - Number(a.hasContent))
      .slice(0, mostOfTopic),
  );
}

/** Finds documents and settings for people, such as licences, runbooks and dashboards. */
export const documentsDetector: Detector = {
  id: 'documents',
  version: 2,
  title: 'Documents and dashboards',
  kinds: ['documents'],
  searched:
    'documents by name and content in any folder; licences, policies and owners in the root, .github, .gitlab and docs',
  reads:
    'licences, security policies (also as a section), CODEOWNERS and OWNERS, runbooks, model cards, decision records, dashboards of Grafana and of infrastructure code, SLOs of OpenSLO, Sloth and Pyrra, Renovate and Dependabot',
  ignores:
    'documents outside the repository, such as a wiki; add a link to the entity for these',
  recognises: (path, folder) => listTopics(path, folder).length > 0,
  isLikely: path => listTopics(path, '').some(({ isRare }) => !isRare),
  priority: 5,
  async detect(files, { folder }) {
    const documents: Finding<'documents'>[] = [];
    for (const file of files) {
      await giveWay();
      for (const topic of listTopics(file.path, folder)) {
        const found = topic.start?.exec(file.text);
        if (
          found === null ||
          (covering.includes(topic.id) && !coversService(file.path, folder))
        ) {
          continue;
        }
        documents.push({
          subject: file.path,
          file: file.path,
          line: found ? file.lineAt(found.index) : 1,
          source: 'read',
          topic: topic.id,
          hasContent:
            found !== undefined || (topic.hasContent ?? hasContent)(file.text),
        });
      }
    }
    return { found: { documents: limitTopics(documents) } };
  },
};
