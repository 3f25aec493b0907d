import { ServiceGroup } from '../../data/fleet/fleetData';
import { planSteps } from './planSteps';

const check = (key: string, level: string, lifts?: Record<string, number>) =>
  ({ key, level, lifts }) as ServiceGroup;

describe('planSteps', () => {
  const checks = [
    check('owned', 'bronze', { bronze: 9 }),
    check('slo', 'silver', { gold: 2 }),
    check('lock', 'bronze', { bronze: 3, silver: 3, gold: 1 }),
    check('budget', 'gold', { gold: 8 }),
    check('runbook', 'silver'),
  ];
  const plan = (needed: number, reached: number) => {
    const { steps, rest } = planSteps(
      checks,
      { level: 'silver', needed, reached },
      ['none', 'bronze', 'silver', 'gold'],
    );
    return [
      ...steps.map(step => `${step.check.key} ${step.services}`),
      `rest ${rest}`,
    ];
  };

  it('counts services that would reach the target or a higher level', () => {
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
