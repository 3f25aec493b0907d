import { leastLead } from './leads';
import { scoreSupply } from './rank';

describe('leastLead', () => {
  it('is the lead at the least favourable demand, also between the ends', () => {
    const leadAt = (demand: number) =>
      scoreSupply(demand, 2, true) - scoreSupply(demand, 4, true);
    const least = leastLead([2, 4], [1, 5], 'fit');
    expect(least).toBe(leadAt(4));
    expect(least).toBeLessThan(leadAt(5));
    expect(least).toBeLessThan(leadAt(1));
  });

  it('counts no surplus for a requirement', () => {
    expect(leastLead([4, 2], [4, 5], 'requirement')).toBe(0);
  });
});
