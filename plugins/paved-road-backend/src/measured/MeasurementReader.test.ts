import { measures } from '@paved-road/plugin-paved-road-common/advisor';
import { StoredFact } from '../facts/StoredFact';
import { MeasurementReader } from './MeasurementReader';

const entityRef = 'component:default/search';
const now = new Date('2026-11-28T12:00:00.000Z');

/** @param days - that the number covers */
async function read(days: number | undefined, firstDays: string[]) {
  const measure = measures.find(({ id }) => id === 'requestsPerMonth')!;
  const fact: StoredFact = {
    entityRef,
    name: 'prometheus',
    dueAt: '',
    status: 'known',
    value: { rate: 5 },
    source: 'https://prometheus.example.com',
    collectedAt: now.toISOString(),
  };
  const reader = new MeasurementReader({
    facts: { get: async () => new Map([[entityRef, [fact]]]) },
    points: {
      series: async () =>
        new Map([
          [
            entityRef,
            [
              {
                field: 'rate',
                points: firstDays.map(at => ({ at, value: 5 })),
              },
            ],
          ],
        ]),
    },
    sources: {
      measures: [
        {
          measure,
          fact: 'prometheus',
          field: 'rate',
          unit: measure.unit,
          factor: 1,
          days,
        },
      ],
    },
  });
  const observed = await reader.observe([entityRef], now);
  const found = await reader.withPoints(observed, now);
  return found.get(entityRef)![0].conclusiveFrom;
}

describe('MeasurementReader', () => {
  it('marks a number until it has been measured for its range', async () => {
    expect(await read(30, ['2026-11-10', '2026-11-28'])).toBe(
      '2026-12-10T00:00:00.000Z',
    );
    expect(await read(30, [])).toBe('2026-12-28T12:00:00.000Z');
    expect(await read(30, ['2026-10-29'])).toBeUndefined();
    expect(await read(undefined, [])).toBeUndefined();
  });
});
