import { OperationName } from '@paved-road/plugin-paved-road-common/schemas';

/** Requests by title, of an operation. */
type Pages = Record<string, string>;

const sorts = ['name', 'level', 'since', 'score', 'owner'].flatMap(sort => [
  sort,
  `-${sort}`,
]);

const groupings = [
  'level',
  'owner',
  'team',
  'system',
  'pattern',
  'check',
  'track',
];

/** What the pages of a fleet ask about. */
export interface Places {
  /** Name of a service that a search finds. */
  service: string;
  /** Entity reference of a group that owns services. */
  owner: string;
  /** Entity reference of a group with groups below it. */
  department: string;
  system: string;
  check: string;
  track: string;
}

/** The lists and figures of scorecards, by operation. */
export function scorecardPages({
  service,
  owner,
  department,
  system,
  check,
  track,
}: Places) {
  return {
    listScorecards: {
      ...Object.fromEntries([
        ...sorts.map(sort => [
          `list, sorted by ${sort}`,
          `/scorecards?sort=${sort}`,
        ]),
        ...['fail', 'pass'].map(state => [
          `list, check ${check} in state ${state}`,
          `/scorecards?check=${check}&state=${state}&sort=score`,
        ]),
      ]),
      'list, owner': `/scorecards?owner=${owner}`,
      'list, system and level': `/scorecards?system=${system}&level=none`,
      'list, pattern and level':
        '/scorecards?pattern=serverless&level=bronze&sort=-score',
      'list, search that finds one': `/scorecards?q=${service}`,
      'list, search that finds many': '/scorecards?q=service&sort=-level',
      'list, search that finds nothing': '/scorecards?q=nowhere',
      'list, team with all below it': `/scorecards?team=${department}&below=silver`,
      'list, one check away from a level': `/scorecards?lift=${check}`,
      'list, lifecycle and stage':
        '/scorecards?lifecycle=production&stage=none',
      'list, stale decisions': '/scorecards?stale=true',
      'list, without a decision': '/scorecards?assessment=none',
      'list, standing': '/scorecards?standing=tie',
      'list, track in state fail': `/scorecards?track=${track}&state=fail`,
    },
    listFailingChecks: {
      'failing checks': '/scorecards/failing-checks',
      'failing checks of an owner': `/scorecards/failing-checks?owner=${owner}`,
      'failing checks of a team with all below it': `/scorecards/failing-checks?team=${department}`,
      'failing checks of a track': `/scorecards/failing-checks?track=${track}`,
    },
    getScorecardsSummary: {
      ...Object.fromEntries(
        groupings.map(groupBy => [
          `summary by ${groupBy}`,
          `/scorecards/summary?groupBy=${groupBy}`,
        ]),
      ),
      'summary of the teams of a department': `/scorecards/summary?groupBy=team&parent=${department}`,
    },
    getPatternMix: { 'patterns by stage': '/scorecards/pattern-mix' },
    getTrend: {
      'trend of the fleet': '/scorecards/trend?days=90',
      'trend of an owner': `/scorecards/trend?days=90&owner=${owner}`,
      'trend of a team with all below it': `/scorecards/trend?days=90&team=${department}`,
      'trend of a system': `/scorecards/trend?days=90&system=${system}`,
    },
    listCheckResults: {
      'results of a check': `/checks/${check}/results?state=fail`,
      'results of a check, passing': `/checks/${check}/results?state=pass`,
    },
  } satisfies Partial<Record<OperationName, Pages>>;
}

/** The records that the pages of single records show. */
export interface Records {
  /** Path of an entity below `/entities`, with an assessment. */
  entity: string;
  /** Path of a system below `/entities`. */
  systemPath: string;
  campaign: string;
  preview: string;
}

/** The other lists, by operation. */
export function recordPages(
  { owner }: Places,
  { entity, systemPath, campaign, preview }: Records,
) {
  return {
    listAssessments: {
      assessments: '/assessments',
      'assessments of an owner': `/assessments?owner=${owner}`,
      'assessments in review': '/assessments?status=submitted',
      'assessments of a pattern': '/assessments?pattern=serverless',
      'assessments, stale': '/assessments?stale=true',
      'assessments, overridden': '/assessments?overridden=true',
      'assessments, measured': '/assessments?measured=changed',
      'assessments, standing': '/assessments?standing=tie',
    },
    getEntityAssessments: {
      'assessments of an entity': `/entities/${entity}/assessments`,
    },
    getSystemComposition: {
      'composition of a system': `/entities/${systemPath}/composition`,
    },
    getTransitions: {
      'changes of a scorecard': `/entities/${entity}/scorecard/transitions`,
    },
    getFacts: { 'facts of an entity': `/entities/${entity}/facts` },
    getFactHistory: {
      'history of a fact': `/entities/${entity}/facts/coverage/history`,
    },
    listWaivers: {
      waivers: '/waivers',
      'waivers to review': '/waivers?status=requested',
      'waivers of an owner': `/waivers?owner=${owner}`,
      'waivers of a check': '/waivers?check=runbook',
      'waivers that end soon': '/waivers?expiringWithinDays=30',
    },
    getInbox: { inbox: '/inbox' },
    countInbox: { 'counts of the inbox': '/inbox/counts' },
    listCampaigns: { campaigns: '/campaigns' },
    getCampaign: { campaign: `/campaigns/${campaign}` },
    previewReminder: {
      'reminder of a campaign': `/campaigns/${campaign}/reminder`,
    },
    getBurnDown: {
      'burn-down of a campaign': `/campaigns/${campaign}/burn-down`,
    },
    listCampaignTasks: {
      'tasks of a campaign': `/campaigns/${campaign}/tasks`,
    },
    listPredictions: { predictions: '/predictions' },
    getPreview: { preview: `/rule-packs/preview/${preview}` },
    listPreviewChanges: {
      'changes of a preview': `/rule-packs/preview/${preview}/changes`,
    },
    listEvaluations: { evaluations: '/evaluations' },
    getOrphans: { orphans: `/entities/${entity}/orphans` },
    getRules: { rules: '/rule-packs' },
  } satisfies Partial<Record<OperationName, Pages>>;
}

/** A person at the pages, and what the person looks at. */
export interface Visitor {
  user: string;
  owner: string;
  department: string;
  system: string;
  /** Of services on one page. */
  entityRefs: string[];
  /** A service with an assessment. */
  entityRef: string;
  assessment: string;
  waiver: string;
  campaign: string;
}

/** What each page asks for; a request that several pages make is listed once for each. */
export function visitedPages(visitor: Visitor): Record<string, string[]> {
  const { user, owner, department, system, entityRef } = visitor;
  const { assessment, waiver, campaign } = visitor;
  const entity = `/entities/${entityRef.replace(':', '/')}`;
  const summaries = (...by: string[]) =>
    by.map(groupBy => `/scorecards/summary?groupBy=${groupBy}`);
  return {
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
      `/scorecards/failing-checks?owner=${owner}&limit=10`,
    ],
    predictions: ['/predictions?limit=20'],
    services: [
      ...summaries('owner', 'level', 'pattern', 'check', 'track'),
      '/scorecards',
      '/scorecards?sort=level',
      '/scorecards?sort=-score&level=bronze',
      `/scorecards?owner=${owner}`,
      `/scorecards?team=${department}&below=silver`,
      `/scorecards?system=${system}&level=none`,
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
      `/scorecards/summary?groupBy=team&parent=${department}`,
      `/scorecards?owner=${department}&limit=1`,
      `/scorecards?team=${department}&limit=1`,
    ],
    reviews: [
      '/inbox',
      '/assessments?status=submitted&limit=1',
      `/assessments?author=${user}&status=submitted&limit=100`,
      '/assessments?limit=20',
      `/assessments/${assessment}`,
      `/assessments/${assessment}/review-preview`,
      `/assessments/${assessment}/comments`,
      '/waivers?status=requested&limit=1',
      `/waivers?requestedBy=${user}&status=requested&limit=100`,
      '/waivers?limit=20',
      `/waivers/${waiver}`,
      `/waivers/${waiver}/review-preview`,
    ],
    campaigns: [
      '/campaigns?status=active&limit=20',
      `/campaigns/${campaign}`,
      `/campaigns/${campaign}/burn-down`,
      `/campaigns/${campaign}/tasks?limit=20`,
    ],
    rules: [
      ...summaries('check', 'level'),
      '/evaluations?limit=10',
      '/checks/model-card/results?state=fail&limit=20',
    ],
    catalog: [
      `/scorecards?refs=${visitor.entityRefs}&limit=50`,
      ...summaries('level'),
    ],
    entityCard: [
      `${entity}/assessments?limit=1`,
      `/scorecards?refs=${entityRef}&limit=1`,
      `${entity}/scorecard`,
    ],
    scorecardTab: [
      `/scorecards?refs=${entityRef}&limit=1`,
      `${entity}/scorecard`,
      `/scorecards/trend?entity=${entityRef}&days=90`,
      `${entity}/scorecard/transitions?limit=20`,
      `/waivers?entity=${entityRef}&limit=100`,
      `${entity}/waiver-options`,
    ],
    architectureTab: [
      `${entity}/assessments`,
      `${entity}/catalog-facts`,
      `/assessments/${assessment}/measured`,
      `/entities/${system.replace(':', '/')}/composition`,
    ],
  };
}

/** GET operations that read one record, the catalog or a file of pages that are listed above. */
export const otherReads: OperationName[] = [
  'exportPredictions',
  'exportScorecards',
  'getAssessment',
  'getBadge',
  'getBadgeImage',
  'getCatalogFacts',
  'getDecisionRecord',
  'getEvaluation',
  'getFact',
  'getMeasured',
  'getModel',
  'getOpenApi',
  'getRulePackText',
  'getScorecard',
  'getWaiver',
  'getWaiverOptions',
  'getReviewComments',
  'listCreationOwners',
  'listRepositoryPlaces',
  'previewAssessmentReview',
  'previewWaiverReview',
];
