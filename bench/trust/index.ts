import { Section, toMarkdown } from './document';
import { languageModelSections } from './languageModels/sections';
import { TrustReport } from './report';
import {
  accuracySection,
  caseSection,
  generatedSection,
  confidenceSection,
  sweepSection,
  targetSection,
  weightSection,
} from './sections';

export { toMarkdown } from './document';
export { collectTrust, type TrustReport } from './report';
export { isMet } from '../scorecards/tables';
export { mostMilliseconds, timeAdvice, timedProfiles } from './timing';

export function buildReportSections(report: TrustReport): Section[] {
  return [
    ...[
      targetSection,
      accuracySection,
      confidenceSection,
      weightSection,
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
    toMarkdown(buildReportSections(report)),
  ].join('\n\n');
}
