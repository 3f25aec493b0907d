import { Baseline } from './Baseline';

export const alwaysMonolith: Baseline = {
  title: 'Always monolith',
  method: 'Says monolith, whatever the answers are.',
  learns: false,
  fit: () => () => ({ core: 'monolith' }),
};
