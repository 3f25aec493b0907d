import { ServiceGroup } from '../../data/fleet/fleetData';
import { planSteps } from './planSteps';

const check = (key: string, lifts?: Record<string, number>) =>
  ({ key, lifts }) as ServiceGroup;

describe('planSteps', () => {
  const checks = [
    check('owned', { bronze: 9 }),
    check('slo', { silver: 2, gold: 5 }),
    check('lock', { silver: 4 }),
    check('runbook'),
  ];
  const plan = (needed: number, reached: number) => {
    const { steps, rest } = planSteps(checks, {
      level: 'silver',
      needed,
      reached,
    });
    return [
      ...steps.map(step => `${step.check.key} ${step.services}`),
      `rest ${rest}`,
    ];
  };

  it('takes the biggest wins until the target is reached', () => {
    expect(plan(13, 10)).toEqual(['lock 3', 'rest 0']);
    expect(plan(15, 10)).toEqual(['lock 4', 'slo 1', 'rest 0']);
  });

  it('leaves what no single check reaches', () => {
    expect(plan(20, 10)).toEqual(['lock 4', 'slo 2', 'rest 4']);
  });

  it('needs nothing for a target that is met', () => {
    expect(plan(10, 12)).toEqual(['rest 0']);
  });
});
