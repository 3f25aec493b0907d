/** A first screen, as people reach it. */
export interface Screen {
  name: string;
  path: string;
  /** Matches an element that only the loaded page has. */
  content: string;
  /** Page of a portal without the plugin that loads the same parts of Backstage. */
  bare: string;
  /** Where the switch to it starts, and the link that people follow. */
  from: string;
  link: string;
}

const component = (name: string) => `/catalog/default/component/${name}`;

const tab = (name: string, content: string): Screen => ({
  name,
  path: `/paved-road/${name.toLowerCase()}`,
  content,
  bare: '/nothing',
  from: `/paved-road/${name === 'Overview' ? 'campaigns' : 'overview'}`,
  link: `a[href$="/paved-road/${name.toLowerCase()}"]`,
});

const entityTab = (
  name: string,
  entity: string,
  at: string,
  content: string,
): Screen => ({
  name,
  path: `${component(entity)}/${at}`,
  content,
  bare: component(entity),
  from: component(entity),
  link: `a[href^="${component(entity)}/${at.split('?')[0]}"]`,
});

/** The screens that people see most. */
export const screens: Screen[] = [
  entityTab('Architecture', 'thumbnail-generator', 'architecture', 'main h3'),
  entityTab(
    'Architecture, language model',
    'returns-agent',
    'architecture',
    'main h3',
  ),
  entityTab(
    'Architecture, cost',
    'returns-agent',
    'architecture?section=quantities',
    'main .recharts-surface, main table',
  ),
  entityTab(
    'Scorecard',
    'product-recommender',
    'scorecard',
    'main section h2, main [role=region] h2',
  ),
  tab('Overview', 'main h2'),
  tab('Services', 'main [role=row] a, main tbody a'),
  tab('Teams', 'main [role=row] a, main tbody a'),
  tab('Reviews', 'main tbody [role=row], main li a, main h3'),
  tab('Rules', 'main h2'),
  {
    name: 'Home',
    path: '/home',
    content: 'section[aria-labelledby] li',
    bare: '/home',
    from: '/catalog',
    link: 'nav a[href="/home"], a[href="/home"]',
  },
  {
    name: 'Create',
    path: '/create',
    content: 'a[href*="/paved-road/advisor"]',
    bare: '/create',
    from: '/home',
    link: 'a[href="/create"]',
  },
];
