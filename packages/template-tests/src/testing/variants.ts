/** A way to fill in the form of a template. */
export interface Variant {
  /** What is special about it; part of the names of tests. */
  title: string;
  values: Record<string, unknown>;
}

/** A word of the awkward description by which its lines are known. */
export const awkwardWord = '顧客';

/** What YAML, JSON, TypeScript, Markdown, HTML and the template language might take for their own. */
export const awkwardDescription = `Сортирует ${awkwardWord} "tickets" 🎫: it's #1, \`{{ fast }}\` \${{ values.name }} {% raw %} & <b onclick="x">cheap</b> */ \\n \\ yes`;

/** The least that the form takes. */
export const leastValues = {
  owner: 'support-intelligence',
  description: 'Sorts what customers write',
};

/** What the form takes as well. */
export const awkwardValues = {
  owner: 'group:default/support-intelligence',
  description: awkwardDescription,
  system: 'system:default/support-desk',
  rationale: awkwardDescription,
  profile: {
    team: { parallelTeams: 1, teamSize: 4, devopsMaturity: null },
    product: { driver: 'time-to-market' },
  },
};

/** As long as a name can be, with hyphens where it may be cut off to be extended. */
export const longestName = `ab${'-c'.repeat(30)}d`;
