import { describeImage } from './testing/describeImage';
import { describeTemplate } from './testing/describeTemplate';
import { awkwardValues, leastValues, longestName } from './testing/variants';

describeTemplate('ai-monolith', {
  variants: [
    {
      title: 'awkward values',
      values: { ...awkwardValues, name: longestName, port: 65535 },
    },
    { title: 'least values', values: { ...leastValues, name: 'm' } },
  ],
  describeDeployment: service => {
    describeImage(service);
  },
});
