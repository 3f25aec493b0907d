import { Notice } from '../../../ui/components/Notice';
import { PackProblem } from '@paved-road/plugin-paved-road-common';
import { rulesTexts } from '../texts';
import { useTexts } from '../../../ui/texts/useTexts';
import styles from './preview.module.css';

/** Problems or warnings of a rule pack, with links to their positions. */
export function PackProblems(props: {
  role: 'alert' | 'note';
  status: 'danger' | 'warning';
  title: string;
  problems: PackProblem[];
  onShow: (problem: PackProblem) => void;
}) {
  const { role, status, title, problems, onShow } = props;
  const t = useTexts(rulesTexts);
  return (
    <Notice
      role={role}
      status={status}
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
                  {t('rules.editor.problemAt', {
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
