import { AssumptionId } from '../assumptions';
import { AssumptionSet } from '../AssumptionSet';
import { Placement } from '../../profile/placements';
import { TokenLoad, usualCapability } from './TokenLoad';

const basePeople: Readonly<Record<Placement, AssumptionId>> = {
  'hosted-api': 'peopleHosted',
  'own-gpu': 'peopleOwnGpu',
  'serverless-gpu': 'peopleServerlessGpu',
  cpu: 'peopleCpu',
};

/**
 * What the people who operate a placement cost, in USD a month, apart from its bills. A fleet takes people with the square root of its size, because
 * automation is shared; two steps of capability halve the work. The size of the fleet is its cost, which, unlike a
 * number of machines, does not jump when another machine becomes the cheapest.
 *
 * @param hardware - USD a month
 */
export function costOfPeople(
  placement: Placement,
  hardware: number,
  { capability }: TokenLoad,
  assume: AssumptionSet,
): number {
  const fleet = Math.sqrt(1 + hardware / assume.get('fleetUnit'));
  const skill = Math.exp((Math.LN2 / 2) * (usualCapability - capability));
  return (
    assume.get(basePeople[placement]) *
    fleet *
    skill *
    assume.get('engineerMonth')
  );
}
