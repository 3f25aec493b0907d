/*
 * What the pages ask Paved Road for, from plugins/paved-road/src/pages. Names in braces stand for a service, team or
 * record that everybody sees.
 */

const summaries = (...groupings: string[]) =>
  groupings.map(groupBy => `/scorecards/summary?groupBy=${groupBy}`);

const pages: Record<string, string[]> = {
  everywhere: ['/inbox/counts', '/rule-packs', '/model'],
  home: ['/inbox', ...summaries('level', 'owner')],
  overview: [
    ...summaries('level', 'check', 'owner', 'track'),
    '/inbox',
    '/scorecards?below=silver&sort=worst&limit=5',
    '/scorecards/trend?days=30',
    '/scorecards/trend?days=90',
    '/scorecards/pattern-mix',
  ],
  failingChecks: [
    '/scorecards/failing-checks?limit=10',
    '/scorecards/failing-checks?mine=true&limit=10',
    '/scorecards/failing-checks?owner={team}&limit=10',
  ],
  predictions: ['/predictions?limit=20'],
  services: [
    ...summaries('owner', 'level', 'pattern', 'check', 'track'),
    '/scorecards',
    '/scorecards?sort=level',
    '/scorecards?sort=-score&level=bronze',
    '/scorecards?owner={team}',
    '/scorecards?team={department}&below=silver',
    '/scorecards?system={systemRef}&level=none',
    '/scorecards?check=model-card&state=fail&sort=score',
    '/scorecards?lift=model-card',
    '/scorecards?assessment=approved',
    '/scorecards?stale=true',
  ],
  search: [
    '/scorecards?q=service-00004',
    '/scorecards?q=service&sort=-level',
    '/scorecards?q=nowhere',
  ],
  teams: [
    ...summaries('level', 'track', 'owner', 'team'),
    '/scorecards/summary?groupBy=team&parent={department}',
    '/scorecards?owner={department}&limit=1',
    '/scorecards?team={department}&limit=1',
  ],
  reviews: [
    '/inbox',
    '/assessments?status=submitted&limit=1',
    '/assessments?author={user}&status=submitted&limit=100',
    '/assessments?limit=20',
    '/assessments/{assessment}',
    '/assessments/{assessment}/review-preview',
    '/assessments/{assessment}/comments',
    '/waivers?status=requested&limit=1',
    '/waivers?requestedBy={user}&status=requested&limit=100',
    '/waivers?limit=20',
    '/waivers/{waiver}',
    '/waivers/{waiver}/review-preview',
  ],
  campaigns: [
    '/campaigns?status=active&limit=20',
    '/campaigns/{campaign}',
    '/campaigns/{campaign}/burn-down',
    '/campaigns/{campaign}/tasks?limit=20',
  ],
  rules: [
    ...summaries('check', 'level'),
    '/evaluations?limit=10',
    '/checks/model-card/results?state=fail&limit=20',
  ],
  catalog: ['/scorecards?refs={serviceRefs}&limit=50', ...summaries('level')],
  entityCard: [
    '/entities/{service}/assessments?limit=1',
    '/scorecards?refs={serviceRef}&limit=1',
    '/entities/{service}/scorecard',
  ],
  scorecardTab: [
    '/scorecards?refs={serviceRef}&limit=1',
    '/entities/{service}/scorecard',
    '/scorecards/trend?entity={serviceRef}&days=90',
    '/entities/{service}/scorecard/transitions?limit=20',
    '/waivers?entity={serviceRef}&limit=100',
    '/entities/{service}/waiver-options',
  ],
  architectureTab: [
    '/entities/{service}/assessments',
    '/entities/{service}/catalog-facts',
    '/assessments/{assessment}/measured',
    '/entities/{system}/composition',
  ],
};

/** The requests of all pages; one that several pages make is there several times. */
export const requests = Object.values(pages).flat();

/** What the names stand for; each visitor takes another one. */
export type Subjects = Record<string, string[]>;

/** The path that a visitor asks for. */
export function complete(
  request: string,
  subjects: Subjects,
  visitor: number,
): string {
  return request.replace(/\{(\w+)\}/g, (_, name) => {
    const choices = subjects[name];
    return choices[visitor % choices.length];
  });
}
