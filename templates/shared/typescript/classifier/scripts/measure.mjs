/**
 * How good answers are: accuracy in all, precision and recall of each label (0..1, four decimals).
 *
 * @param labels - all labels of the model
 * @param answers - label that is right and label that the model predicted, of each example
 */
export function measure(labels, answers) {
  const count = test => answers.filter(test).length;
  const perLabel = Object.fromEntries(
    labels.map(label => {
      const right = count(answer => answer.label === label && answer.predicted === label);
      const examples = count(answer => answer.label === label);
      const predicted = count(answer => answer.predicted === label);
      return [
        label,
        { precision: share(right, predicted), recall: share(right, examples), examples },
      ];
    }),
  );
  return {
    accuracy: share(
      count(answer => answer.label === answer.predicted),
      answers.length,
    ),
    perLabel,
  };
}

function share(part, whole) {
  return whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000;
}
