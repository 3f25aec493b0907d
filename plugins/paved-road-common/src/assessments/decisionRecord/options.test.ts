import calibration from '../../advisor/__fixtures__/calibration.json';
import { ProfileInput } from '../../advisor/profile/profile';
import { AdviceRequestInput } from '../../advisor/profile/request';
import { DecisionRecordSubject } from './subject';
import {
  chatProfile,
  draftFor,
  profile,
  readRecord,
} from './__testUtils__/records';

const calibrated = (id: string) =>
  calibration.find(each => each.id === id)!
    .profile as AdviceRequestInput['profile'];

/** A copy with other costs and latencies of the patterns. */
function withNumbers(
  subject: DecisionRecordSubject,
  cost: { low: number; mid: number; high: number },
  p99: number,
): DecisionRecordSubject {
  const { advice } = subject;
  return {
    ...subject,
    advice: {
      ...advice,
      cost: {
        ...advice.cost,
        perPattern: {
          ...advice.cost.perPattern,
          monolith: { status: 'estimated', monthly: cost, parts: [] },
        },
      },
      latency: {
        perPattern: {
          ...advice.latency.perPattern,
          monolith: {
            status: 'estimated',
            p50: 0.1,
            p95: 0.8,
            p99,
            warmSeconds: 0.1,
            coldStartProbability: 0,
            coldStartSeconds: 0,
            requirement: 1,
            meetsRequirement: p99 <= 1,
          },
        },
      },
    },
  };
}

describe('the options of a decision record', () => {
  const subject = draftFor({ profile: calibrated('legal-document-mvp') });
  const title = 'Modular monolith (recommended)';

  it('show chance, cost, latency, maturity and the main reason', () => {
    const { row } = readRecord(
      withNumbers(subject, { low: 99, mid: 100, high: 101 }, 0.9),
    );
    expect(row(title)).toEqual([
      expect.stringMatching(/^(over )?99%$/),
      '$100',
      '800 ms',
      '1 of 5',
      expect.stringMatching(/^For: /),
    ]);
    expect(row('Microservices')?.slice(-2)).toEqual([
      '3 of 5, the team can carry 2',
      expect.stringMatching(/^Against: /),
    ]);
  });

  it('show a range of costs and a requirement that is missed', () => {
    const { row, section } = readRecord(
      withNumbers(subject, { low: 50, mid: 100, high: 200 }, 1.3),
    );
    expect(row(title)?.[1]).toBe('$100 ($50 to $200)');
    expect(row(title)?.[4]).toBe(
      'Misses its requirement: p99 1.3 s, required 1 s',
    );
    expect(section('Consequences')).toContain('p99 1.3 s, required 1 s');
    expect(section('Modular monolith')).not.toContain('Tail latency');
  });

  it('show what is unknown', () => {
    const { row } = readRecord(draftFor({ profile }));
    expect(row('Microservices')?.slice(1, 3)).toEqual(['unknown', '–']);
  });

  it('show a hybrid by its core', () => {
    const { headings, section, row } = readRecord(
      draftFor({ profile: calibrated('enterprise-core') }),
    );
    expect(headings[0]).toContain('# Hybrid for');
    expect(row('Hybrid (recommended)')?.at(-1)).toBe(
      'Core path as Microservices, background work as Serverless functions',
    );
    expect(section('Decision Outcome')).toContain('for the core path');
    expect(section('Consequences')).toContain('two ways of running');
  });

  it('show a limit once, and its source', () => {
    const { row, section } = readRecord(
      draftFor({ profile: calibrated('realtime-large-model') }),
    );
    const [chance, , , , reason] = row('Serverless functions')!;
    expect(chance).toBe('–');
    expect(reason).toMatch(/^Ruled out: .*limit 10 GB/);
    const limits = section('Serverless functions');
    expect(limits).toMatch(/^\* Bad, because it is ruled out \(source: /);
    expect(limits).toContain('memory 24 GB');
    expect(limits).not.toContain('model 12 GB');
  });

  it('show further limits as sentences', () => {
    const { section } = readRecord(
      draftFor({
        profile: chatProfile({ residency: 'own-perimeter', offline: true }),
      }),
    );
    expect(section('Language model: Hosted API')).toMatch(
      /Each call passes a network\)\. It must work without a network\. Lifted by/,
    );
  });

  it('compare the first token, a short answer or the whole response', () => {
    const latencyIn = (llm: ProfileInput['llm'], latency: string) => {
      const answers = chatProfile(llm);
      const workload = { ...answers.workload, latency };
      const { row } = readRecord(
        draftFor({
          profile: { ...answers, workload } as ProfileInput,
        }),
      );
      return row('Language model: Serverless GPU')?.[2];
    };
    expect(latencyIn({ use: 'extraction' }, 'interactive')).toMatch(
      /^short answer \d/,
    );
    expect(latencyIn({}, 'first-token')).toMatch(/^first token \d/);
    expect(latencyIn({ use: 'summarise' }, 'near-real-time')).toMatch(
      /^response \d/,
    );
  });
});
