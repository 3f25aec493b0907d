import { Risk } from '../advice';
import { chattyServices } from './chattyServices';
import { coldStartExposure } from './coldStartExposure';
import { monolithicQuicksand } from './monolithicQuicksand';
import { prematureMicroservices } from './prematureMicroservices';
import { serverlessCostSurprise } from './serverlessCostSurprise';
import { languageModelRiskRules } from './languageModelRisks';
import { organisationRisks } from './organisationRisks';
import { RiskContext, RiskFinding, RiskRule, RiskSubject } from './types';

/** The known failure patterns. */
export const riskRules: readonly RiskRule[] = [
  prematureMicroservices,
  serverlessCostSurprise,
  monolithicQuicksand,
  chattyServices,
  coldStartExposure,
];

/** All failure patterns of the model, including language models. */
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
    riskRules.flatMap(rule =>
      toRisk(rule, rule.detect(subject, context), {
        kind: subject.kind,
        pattern: subject.pattern,
      }),
    ),
  );
  return [
    ...known,
    ...findLanguageModelRisks(subjects, context),
    ...organisationRisks(subjects, context),
  ].sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
  );
}

/** The risks of the recommended placement, and of the decided one if it differs. */
function findLanguageModelRisks(
  [recommended]: readonly RiskSubject[],
  { placed }: RiskContext,
): Risk[] {
  return (placed?.subjects ?? []).flatMap(({ kind, placement }) =>
    languageModelRiskRules.flatMap(rule =>
      toRisk(rule, placed && rule.detect(placement, placed.context), {
        kind,
        pattern: recommended.pattern,
        placement,
      }),
    ),
  );
}

function toRisk(
  { id, title, mitigations }: RiskDescription,
  finding: RiskFinding | undefined,
  subject: Risk['subject'],
): Risk[] {
  if (!finding) {
    return [];
  }
  const { severity, evidence } = finding;
  return [{ id, severity, subject, title, evidence, mitigations }];
}
