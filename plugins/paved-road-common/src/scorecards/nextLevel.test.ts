import { findNextLevel } from './nextLevel';
import { CheckResult, CheckState } from './schemas';

const levels = ['bronze', 'silver', 'gold'].map(id => ({ id, title: id }));

function createResult(level: string, state: CheckState, index: number) {
  return { checkId: `check-${index}`, level, state } as CheckResult;
}

/** The level that comes next, what is in its way, and the level reached then. */
function nextAfter(results: [level: string, state: CheckState][]) {
  const next = findNextLevel({
    levels,
    results: results.map(([level, state], index) =>
      createResult(level, state, index),
    ),
  });
  return (
    next && {
      level: next.level.id,
      reached: next.reached.id,
      open: next.open.map(({ checkId }) => checkId),
    }
  );
}

describe('findNextLevel', () => {
  it('names the checks in the way of the lowest level that is not reached', () => {
    expect(
      nextAfter([
        ['bronze', 'pass'],
        ['silver', 'fail'],
        ['silver', 'waived'],
        ['silver', 'unknown'],
        ['gold', 'fail'],
      ]),
    ).toEqual({
      level: 'silver',
      reached: 'silver',
      open: ['check-1', 'check-3'],
    });
  });

  it('tells that more than one level is reached where nothing else is in the way', () => {
    expect(
      nextAfter([
        ['bronze', 'fail'],
        ['silver', 'pass'],
        ['gold', 'not-applicable'],
      ]),
    ).toEqual({ level: 'bronze', reached: 'gold', open: ['check-0'] });
    expect(
      nextAfter([
        ['gold', 'fail'],
        ['bronze', 'unknown'],
      ]),
    ).toEqual({ level: 'bronze', reached: 'silver', open: ['check-1'] });
  });

  it('knows when nothing is left to do', () => {
    expect(
      nextAfter([
        ['bronze', 'pass'],
        ['gold', 'waived'],
      ]),
    ).toBeUndefined();
    expect(nextAfter([])).toBeUndefined();
  });
});
