import { Risk } from '../advice';
import { chattyServices } from './chattyServices';
import { coldStartExposure } from './coldStartExposure';
import { monolithicQuicksand } from './monolithicQuicksand';
import { prematureMicroservices } from './prematureMicroservices';
import { serverlessCostSurprise } from './serverlessCostSurprise';
import { languageModelRiskRules } from './languageModelRisks';
import { organisationRisks } from './organisationRisks';
import { RiskContext, RiskRule, RiskSubject } from './types';

/** The known failure patterns. */
export const riskRules: readonly RiskRule[] = [
  prematureMicroservices,
  serverlessCostSurprise,
  monolithicQuicksand,
  chattyServices,
  coldStartExposure,
];

/** All failure patterns of the model, including those of language models. */
export const knownRisks: readonly RiskDescription[] = [
  ...riskRules,
  ...languageModelRiskRules,
].map(({ id, title, mitigations }) => ({ id, title, mitigations }));

/** A failure pattern as the model describes it. @public */
export interface RiskDescription {
  id: Risk['id'];
  title: string;
  mitigations: string[];
}

const severities: readonly Risk['severity'][] = ['high', 'medium', 'low'];

/** The risks of the subjects, most severe first. They warn but rule nothing out. */
export function findRisks(
  subjects: readonly RiskSubject[],
  context: RiskContext,
): Risk[] {
  const known = subjects.flatMap(subject =>
    riskRules.flatMap(({ id, title, mitigations, detect }) => {
      const finding = detect(subject, context);
      return finding
        ? [
            {
              id,
              severity: finding.severity,
              subject: { kind: subject.kind, pattern: subject.pattern },
              title,
              evidence: finding.evidence,
              mitigations,
            },
          ]
        : [];
    }),
  );
  return [
    ...known,
    ...ofLanguageModel(subjects, context),
    ...organisationRisks(subjects, context),
  ].sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
  );
}

/** The risks of the recommended placement, and of the decided one if it differs. */
function ofLanguageModel(
  [recommended]: readonly RiskSubject[],
  { placed }: RiskContext,
): Risk[] {
  return (placed?.subjects ?? []).flatMap(({ kind, placement }) =>
    languageModelRiskRules.flatMap(({ id, title, mitigations, detect }) => {
      const finding = placed && detect(placement, placed.context);
      return finding
        ? [
            {
              id,
              severity: finding.severity,
              subject: { kind, pattern: recommended.pattern, placement },
              title,
              evidence: finding.evidence,
              mitigations,
            },
          ]
        : [];
    }),
  );
}
