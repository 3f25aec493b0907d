/** Values for the form of a template. */
export interface Variant {
  /** Part of the names of tests. */
  title: string;
  values: Record<string, unknown>;
}

/** Marks the lines of the awkward description. */
export const awkwardWord = '顧客';

/** Syntax of YAML, JSON, TypeScript, Markdown, HTML and the template language. */
export const awkwardDescription = `Сортирует ${awkwardWord} "tickets" 🎫: it's #1, \`{{ fast }}\` \${{ values.name }} {% raw %} & <b onclick="x">cheap</b> */ \\n \\ yes`;

/** Only the required values. */
export const leastValues = {
  owner: 'support-intelligence',
  description: 'Sorts what customers write',
};

/** All optional values. */
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

/** The longest name, with hyphens where it may be truncated. */
export const longestName = `ab${'-c'.repeat(30)}d`;
