/** Tests and their helpers may import every floor. */
const tests = '\\.test\\.tsx?$|/__testUtils__/';

/** Rules that let each floor of a house import only itself and the floors below. */
function createFloorRules(name, house, floors) {
  return floors.map((floor, index) => ({
    name: `${name}-${floor}-imports-no-higher-floor`,
    comment: `Floors, lowest first: ${floors.join(', ')}.`,
    severity: 'error',
    from: { path: `${house}${floor}/`, pathNot: tests },
    to: { path: `${house}(?!(${floors.slice(0, index + 1).join('|')})/)` },
  }));
}

const frontEnd = '^plugins/paved-road/src/';

/** The directions in which dependencies may point: app/backend -> plugins -> common. */
module.exports = {
  forbidden: [
    // `advise.ts` and `extension/` stand on top.
    ...createFloorRules('advisor', '^plugins/paved-road-common/src/advisor/', [
      'profile',
      'quantities',
      'options',
      'choice',
      'explain',
    ]),
    // `index.ts` and `alpha.ts` stand on top.
    ...createFloorRules('front-end', frontEnd, [
      'ui',
      'data',
      'features',
      'pages',
      'plugin',
    ]),
    {
      name: 'pages-import-no-page',
      comment: 'What two pages share is a feature.',
      severity: 'error',
      from: { path: `${frontEnd}pages/([^/]+)/`, pathNot: tests },
      to: { path: `${frontEnd}pages/`, pathNot: `${frontEnd}pages/$1/` },
    },
    {
      name: 'common-is-pure',
      comment:
        'The core runs in Node and the browser: no frameworks, no database, no Node built-ins.',
      severity: 'error',
      from: {
        path: '^plugins/paved-road-common/src/',
        pathNot: '\\.test\\.ts$',
      },
      to: {
        path: [
          '(^|/node_modules/|^node_modules/)(react|react-dom|knex|express|@material-ui|@remixicon)(/|$)',
          '(^|/node_modules/|^node_modules/)@backstage/(ui|core-|frontend-|backend-|plugin-(?!permission-common(/|$)))',
        ],
      },
    },
    {
      name: 'common-uses-no-built-ins',
      comment: 'The core runs in the browser as well.',
      severity: 'error',
      from: {
        path: '^plugins/paved-road-common/src/',
        pathNot: '\\.test\\.ts$',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'plugins-never-import-packages',
      comment: 'A plugin has to work in portals other than this one.',
      severity: 'error',
      from: { path: '^plugins/' },
      to: { path: '^packages/' },
    },
    {
      name: 'node-imports-no-plugin-but-common',
      comment: 'It is what other back-end plugins build on.',
      severity: 'error',
      from: { path: '^plugins/paved-road-node/' },
      to: { path: '^plugins/(?!paved-road-(common|node)/)' },
    },
    {
      name: 'common-imports-no-plugin',
      comment: 'The core is at the bottom.',
      severity: 'error',
      from: { path: '^plugins/paved-road-common/' },
      to: { path: '^plugins/(?!paved-road-common/)' },
    },
    {
      name: 'front-end-and-back-end-stay-apart',
      comment: 'They meet in common and over HTTP.',
      severity: 'error',
      from: { path: '^plugins/paved-road/' },
      to: { path: '^plugins/[^/]*(backend|node)' },
    },
    {
      name: 'back-end-imports-no-front-end',
      comment: 'They meet in common and over HTTP.',
      severity: 'error',
      from: { path: '^plugins/[^/]*(backend|node)' },
      to: { path: '^plugins/paved-road/' },
    },
    {
      name: 'records-know-no-kind',
      comment: 'What records have in common is free of what one kind needs.',
      severity: 'error',
      from: { path: '^plugins/paved-road-backend/src/records/' },
      to: {
        path: '^plugins/paved-road-backend/src/(?!(catalog|database|http|records)/)',
      },
    },
    {
      name: 'no-circular',
      comment: 'A cycle is one module pretending to be several.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: '^(dist-types|(packages|plugins)/[^/]+/(dist|coverage))/',
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json', '.d.ts'],
    },
  },
};
