import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  AdviceCause,
  AdviceComparison,
  Question,
} from '@paved-road/plugin-paved-road-common';
import { formatPrecise } from '../../components/formats';
import { useModel, useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { answerLabel } from '../form/answerText';
import { CompareRow } from './CompareTable';
import { useRow } from './useRow';

/** What two results were asked for or made with, as far as it differs, row by row. */
export function useCauseRows({ causes }: AdviceComparison): CompareRow[] {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { questions } = useModel();
  const titles = useTitles();
  const row = useRow();

  const answerOf = (question: Question, answer: string | number): string =>
    question.answer.kind === 'number'
      ? t('compare.withUnit', {
          value: answerLabel(question, answer),
          unit: question.answer.unit,
        })
      : answerLabel(question, answer);
  const causeRow = (cause: AdviceCause): CompareRow => {
    switch (cause.kind) {
      case 'answer': {
        const question = questions.find(({ path }) => path === cause.path);
        return row(
          cause.path,
          titles.field(cause.path),
          cause,
          answer => (question ? answerOf(question, answer) : String(answer)),
          t('compare.openAnswer'),
        );
      }
      case 'weight':
        return row(
          `weight ${cause.criterion}`,
          t('compare.row.weight', {
            criterion: titles.criterion(cause.criterion),
          }),
          cause,
          formatPrecise,
          t('compare.modelWeight'),
        );
      case 'assumption':
        return row(
          `assumption ${cause.id}`,
          cause.title,
          cause,
          value => `${formatPrecise(value)} ${cause.unit}`,
        );
      case 'platform':
        return row(
          'platform',
          t('compare.row.platform'),
          cause,
          titles.platform,
        );
      default:
        return row('model', t('compare.row.model'), cause, String);
    }
  };
  return causes.map(causeRow);
}
