const templates = ['ai-microservice', 'ai-monolith', 'ai-serverless'] as const;
const languages = ['typescript', 'python'] as const;

/** A software template of this repository. */
export type TemplateName = (typeof templates)[number];

/** A language that a template generates. */
export type Language = (typeof languages)[number];

/**
 * Whether the packages of a template's services are installed and their commands run. It takes most of the time, so
 * `.ci/run` sets TEMPLATE_SEED, the hash of the commit, which chooses one template and one language. Without a seed all are
 * installed.
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
  return (
    templates[number % templates.length] === template &&
    languages[Math.floor(number / templates.length) % languages.length] ===
      language
  );
}
