/** The pairs of a template and a language; a third of them has either language. */
const pairs = [
  ['ai-microservice', 'typescript'],
  ['ai-microservice', 'python'],
  ['ai-monolith', 'typescript'],
  ['ai-monolith', 'python'],
  ['ai-serverless', 'typescript'],
  ['ai-serverless', 'python'],
] as const;

/** A software template of this repository. */
export type TemplateName = (typeof pairs)[number][0];

/** A language that a template generates. */
export type Language = (typeof pairs)[number][1];

/**
 * Whether the packages of a template's services are installed and their commands run. It takes most of the time, so
 * `.ci/run` sets TEMPLATE_SEED, the hash of the commit, which chooses a third. Without a seed all are installed.
 */
export function installsTemplate(
  template: TemplateName,
  language: Language,
  seed: string | undefined = process.env.TEMPLATE_SEED,
): boolean {
  if (!seed) {
    return true;
  }
  const number = Number.parseInt(seed.slice(0, 8), 16);
  if (Number.isNaN(number)) {
    throw new Error(
      `TEMPLATE_SEED is "${seed}". Use the hash of a commit, or leave it out to install all templates.`,
    );
  }
  return pairs.some(
    (pair, index) =>
      index % 3 === number % 3 && pair[0] === template && pair[1] === language,
  );
}
