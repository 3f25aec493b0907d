import { parseArgs } from 'node:util';

const flag = help => ({ type: 'boolean', default: false, help });
const value = (name, help, preset) => ({
  type: 'string',
  name,
  help,
  ...(preset !== undefined && { default: preset }),
});

/**
 * All commands of `./dev`, in the order of its help. `usage` shows the arguments that the command passes on, `options`
 * are in the format of `parseArgs`, with their help.
 */
export const commands = {
  start: {
    summary:
      'start the demo portal at http://localhost:3000; data stays in .data',
    options: {
      fresh: flag('delete .data first and start over with the example data'),
      dev: flag('follow edits of the front end and the back end'),
      metrics: flag('collect metrics from a real Prometheus; not with --dev'),
      services: value('number', 'add this many generated services, 1 to 10000'),
      verbose: flag('show the log instead of writing it to .data/portal.log'),
    },
  },
  test: {
    summary: 'run all tests that need no browser, or some files or folders',
    usage: '[path...] [--inspect-brk] [Jest options]',
    details: `Runs on SQLite and PostgreSQL 18, which starts from an npm package when a test needs it.

  ./dev test plugins/paved-road-common/src/advisor/advise.test.ts
  ./dev test plugins/paved-road-backend/src/waivers -t 'expires'
  ./dev test scripts/dev.test.mjs`,
  },
  'test:templates': {
    summary:
      'run the templates and test what they generate; needs kustomize, make and Python packages of Debian 13',
    usage: '[path...] [Jest options]',
    details: `TEMPLATE_SEED, the hash of a commit, chooses a third of the templates and languages to install; all are generated. .ci/run sets it and lists the packages.`,
  },
  'test:prometheus': {
    summary: 'collect facts from a real Prometheus; needs prometheus',
  },
  'test:frontends': {
    summary: 'test the front end in both frontend systems',
    usage: '[path...] [Jest options]',
  },
  e2e: {
    summary: 'run the browser tests; needs Chromium',
    usage: '[path...] [Playwright options]',
    details: `CHROMIUM_PATH is the browser, by default /usr/bin/chromium. --headed shows it, --debug stops at each step.`,
  },
  smoke: {
    summary: 'start the production build with PostgreSQL and OpenID Connect',
  },
  attack: {
    summary: 'send generated requests, and many at once; 20 minutes',
    details: `ATTACK_REQUESTS (20000) requests to each database; ATTACK_RACERS (100) at once; ATTACK_SEED repeats a run.`,
  },
  properties: {
    summary:
      "check the advisor's properties on all generated cases; ./dev test takes a quarter",
  },
  check: {
    summary:
      'check types, lint, format, dependency rules, config, docs and API reports',
  },
  format: { summary: 'format all files' },
  prose: {
    summary: 'check the English of texts, comments and commit subjects',
    usage: '[path...]',
    details: 'The rules are in scripts/prose/style.yaml.',
  },
  'api-reports': {
    summary: 'write the API reports after a public API changed',
  },
  'docs:reference': {
    summary: 'write the generated pages in docs/reference',
  },
  'docs:site': {
    summary: 'build the docs as a site; needs mkdocs and mkdocs-material',
  },
  bench: {
    summary: 'run all benchmarks, or some by name',
    usage: '[name...]',
    details: `Names: facts, large, scorecards, trust, verdicts. Without names, all but large, which
takes up to 40 minutes; ./dev bench large --entities=50000 takes less.

./dev bench trust --write writes docs/reference/trust.md, --check only compares it with the code. ./dev bench verdicts
--corpus <folder> judges the repositories in a folder.`,
  },
  prove: {
    summary:
      'prove that two back ends survive faults; faults is the only proof',
    usage: 'faults [--runs number] [--seed number]',
    details: `Each seed gives a schedule of kills, pauses, wrong clocks, database restarts, lost connections and changes of rules and
catalog, while people work. By default 100 runs, 10 minutes, from seed 1.`,
  },
  pack: {
    summary: 'make tarballs of all packages and check them as for a release',
    options: {
      out: value('folder', 'write them here', 'dist-packs'),
      only: value('name', 'only packages with this text in their name', ''),
      'keep-types': flag('use the declarations of the last ./dev tsc:full'),
      backstage: value(
        'release',
        'only add tarballs for this older release to the folder',
      ),
    },
  },
  'pack:dynamic': {
    summary: 'make dynamic plugins for Red Hat Developer Hub and load them',
    options: {
      out: value('folder', 'write them here', 'dist-dynamic'),
      packs: value('folder', 'tarballs of ./dev pack', 'dist-packs'),
      image: value(
        'name',
        'where you push the image',
        'registry.example.com/paved-road/dynamic-plugins',
      ),
    },
  },
  adopt: {
    summary: 'install the tarballs in a new portal as the docs say, and use it',
    options: {
      all: flag('all portals, the newest in all combinations'),
      bare: flag('without groups, notifications and signals'),
      frontend: value('system', 'new or classic'),
      database: value('client', 'sqlite or pg'),
      permissions: value('kind', 'allow-all, off or policy'),
      backstage: value('release', '1.57, 1.55, or what create-app makes today'),
      packs: value('folder', 'tarballs of ./dev pack', 'dist-packs'),
      keep: flag('keep the portal'),
    },
    details: `ADOPT_SEED, the hash of a commit, adds one of the other portals. .ci/run sets it.`,
  },
  changeset: { summary: 'describe a change for the next release' },
  'paved-road': {
    summary: 'run the command line tool of packages/cli',
    usage: '[command]',
    passesHelp: true,
  },
  help: { summary: 'show this help', usage: '[command]' },
};

/**
 * @param more - options that only scripts use, in the format of `parseArgs`
 * @throws TypeError that names a wrong option
 */
export function parseOptions(command, { args, more } = {}) {
  const options = { ...commands[command].options, ...more };
  return parseArgs({ args, options }).values;
}

export function formatHelp() {
  const lines = Object.entries(commands).map(
    ([name, { summary }]) => `  ${name.padEnd(16)} ${summary}`,
  );
  return `Usage: ./dev <command> [options]

${lines.join('\n')}

./dev <command> --help shows the options of a command. Any other command goes to Yarn.
`;
}

export function formatCommandHelp(name) {
  const { summary, usage, options = {}, details } = commands[name];
  const flags = Object.entries(options).map(([key, option]) => {
    const shown = option.name ? `--${key} <${option.name}>` : `--${key}`;
    const preset = option.default ? ` (${option.default})` : '';
    return `  ${shown.padEnd(24)} ${option.help}${preset}`;
  });
  const parts = ['./dev', name, flags.length ? '[options]' : '', usage ?? ''];
  return `${[
    `Usage: ${parts.filter(Boolean).join(' ')}`,
    `${summary[0].toUpperCase()}${summary.slice(1)}.`,
    ...(flags.length ? [flags.join('\n')] : []),
    ...(details ? [details] : []),
  ].join('\n\n')}\n`;
}

/** The same list as in CONTRIBUTING.md. */
export function formatCommandList() {
  return Object.entries(commands)
    .map(([name, { summary }]) => `./dev ${name.padEnd(16)} # ${summary}`)
    .join('\n');
}
