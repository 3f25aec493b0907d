/** The floors of the advisor, lowest first; `advise.ts` and `extension/` stand on top. */
const advisorFloors = ['profile', 'quantities', 'options', 'choice', 'explain'];
const advisor = '^plugins/paved-road-common/src/advisor/';

/** The directions in which dependencies may point: app/backend -> plugins -> common. */
module.exports = {
  forbidden: [
    ...advisorFloors.map((floor, index) => ({
      name: `advisor-${floor}-imports-no-higher-floor`,
      comment: `Floors of the advisor, lowest first: ${advisorFloors.join(', ')}.`,
      severity: 'error',
      from: { path: `${advisor}${floor}/`, pathNot: '\\.test\\.ts$' },
      to: {
        path: `${advisor}(?!(${advisorFloors.slice(0, index + 1).join('|')})/)`,
      },
    })),
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
