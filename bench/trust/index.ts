import { Section, toMarkdown } from './document';
import { languageModelSections } from './languageModels/sections';
import { TrustReport } from './report';
import {
  accuracySection,
  caseSection,
  generatedSection,
  surenessSection,
  sweepSection,
  targetSection,
} from './sections';

export { toPlainText } from './document';
export { collectTrust, type TrustReport } from './report';
export { isMet } from './targets';
export { mostMilliseconds, timeAdvice, timedProfiles } from './timing';

export function writeSections(report: TrustReport): Section[] {
  return [
    ...[
      targetSection,
      accuracySection,
      surenessSection,
      caseSection,
      generatedSection,
      sweepSection,
    ].map(section => section(report)),
    ...languageModelSections(report.languageModels),
  ];
}

/** `docs/reference/trust.md`, before it is formatted. */
export function writeTrustPage(report: TrustReport): string {
  return [
    '# How far to trust the model',
    '<!-- Written by `./dev bench trust --write`; changes here are lost. -->',
    `Model ${report.modelVersion}, measured on published decisions, on random profiles, and by changing answers in small steps. \`./dev bench trust\` prints the same figures, and the time that a result takes.`,
    toMarkdown(writeSections(report)),
  ].join('\n\n');
}
