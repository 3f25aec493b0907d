import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import { PackProblem } from '@paved-road/plugin-paved-road-common';
import { pavedRoadTranslationRef } from '../../../translation';
import styles from './RulePackTrial.module.css';

/** What is wrong with a rule pack; each problem leads to its place. */
export function PackProblems(props: {
  problems: PackProblem[];
  /** Whether the service has refused the pack; else it is what is written just now, which is not worth to interrupt. */
  isRefused: boolean;
  onShow: (problem: PackProblem) => void;
}) {
  const { problems, isRefused, onShow } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const title = t('rules.trial.problems', { count: problems.length });
  return (
    <Alert
      role={isRefused ? 'alert' : 'note'}
      icon
      status="danger"
      title={title}
      description={
        <ul className={styles.problems} aria-label={title}>
          {problems.map((problem, index) => (
            <li key={`${index} ${problem.message}`}>
              {problem.line === undefined ? (
                problem.message
              ) : (
                <button
                  type="button"
                  className={styles.problem}
                  onClick={() => onShow(problem)}
                >
                  {t('rules.trial.problemAt', {
                    line: String(problem.line),
                    column: String(problem.column),
                    message: problem.message,
                  })}
                </button>
              )}
            </li>
          ))}
        </ul>
      }
    />
  );
}
