import { CriterionId } from '../advisor/profile/ids';
import { Risk } from '../advisor/explain/advice';
import {
  describeGap,
  findRival,
  listChosenRisks,
  listRivalLeads,
  weigh,
} from './decisionRecord/arguments';
import { Axis, listAxes } from './decisionRecord/axes';
import { DecisionRecordSubject } from './decisionRecord/subject';
import { describeVetoes } from './limits';

/** An argument against a decision. @public */
export type PointAgainst =
  | {
      /** The choice is ruled out, or misses a requirement. */
      kind: 'limit';
      text: string;
    }
  | {
      kind: 'risk';
      severity: Risk['severity'];
      title: string;
      /** The basis of the risk; empty for a risk without evidence. */
      text: string;
    }
  | {
      /** The choice falls short of a demand. */
      kind: 'criterion';
      criterion: CriterionId;
      text: string;
    }
  | {
      /** Another option is better by a criterion. */
      kind: 'rival';
      criterion: CriterionId;
      /** The name of the option. */
      rival: string;
      text: string;
    };

/**
 * The arguments against a decision, or against the recommendation before one, strongest first: missed limits, high
 * risks, criteria by their effect on the fit, other risks, and what favours the rival.
 *
 * @public
 */
export function listPointsAgainst(
  subject: Pick<DecisionRecordSubject, 'advice' | 'decision'>,
): PointAgainst[] {
  const { decision } = subject;
  const choices = listAxes(subject).map((axis, index) => ({
    axis,
    id: index === 0 ? decision?.pattern : decision?.placement,
  }));
  // The model may have changed since the decision.
  const unknown = choices.filter(({ axis, id }) => id && !axis.decided);
  const axes = choices
    .filter(choice => !unknown.includes(choice))
    .map(({ axis }) => axis);
  const risks = listChosenRisks(subject, axes).map(toRiskPoint);
  const criteria = axes
    .flatMap(axis => (axis.chosen ? weigh(axis.chosen, axis).cons : []))
    .sort((a, b) => b.weight * b.shortfall - a.weight * a.shortfall);
  return [
    ...unknown.map(({ id }): PointAgainst => ({
      kind: 'limit',
      text: `The decision model no longer has “${id}”`,
    })),
    ...axes.flatMap(listMissedLimits),
    ...risks.filter(({ severity }) => severity === 'high'),
    ...criteria.map((contribution): PointAgainst => ({
      kind: 'criterion',
      criterion: contribution.criterion,
      text: describeGap(contribution),
    })),
    ...risks.filter(({ severity }) => severity !== 'high'),
    ...axes
      .flatMap(listRivalPoints)
      .filter(point =>
        criteria.every(con => con.criterion !== point.criterion),
      ),
  ];
}

function listRivalPoints(axis: Axis) {
  const { chosen } = axis;
  const rival = chosen && findRival(chosen, axis);
  return rival
    ? listRivalLeads(chosen, rival).map(({ criterion, reason }) => ({
        kind: 'rival' as const,
        criterion,
        rival: rival.name,
        text: reason,
      }))
    : [];
}

function listMissedLimits({ chosen }: Axis): PointAgainst[] {
  if (!chosen) {
    return [];
  }
  const { name, vetoes, missed } = chosen;
  return [
    ...describeVetoes(vetoes, name).map(
      text => `${name} is ruled out: ${text}`,
    ),
    ...(missed ? [`${name} misses its requirement: ${missed}`] : []),
  ].map(text => ({ kind: 'limit', text }));
}

function toRiskPoint({
  title,
  severity,
  evidence,
}: Risk): Extract<PointAgainst, { kind: 'risk' }> {
  return {
    kind: 'risk',
    severity,
    title,
    text: evidence.map(({ text }) => text).join(' '),
  };
}
