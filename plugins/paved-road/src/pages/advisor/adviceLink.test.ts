import { decodeRequest, encodeRequest } from './adviceLink';

const encoded = (value: unknown) =>
  `1.${Buffer.from(JSON.stringify(value)).toString('base64url')}`;

describe('adviceLink', () => {
  it('carries a whole request, in characters that an address takes as they are', () => {
    const request = {
      profile: {
        team: { teamSize: 4 },
        custom: { region: 'Zürich – 東京 🛰️' },
      },
      weights: { 'cost-at-volume': 2.5 },
      assumptions: { minReplicas: 3 },
      platform: 'knative' as const,
    };
    const link = encodeRequest(request);
    expect(link).toMatch(/^[\w.-]+$/);
    expect(decodeRequest(link)).toEqual({ kind: 'request', request });
    expect(decodeRequest(undefined)).toEqual({ kind: 'none' });
  });

  it('carries that a language model is used, also where nothing is answered about it', () => {
    for (const llm of [{}, { use: 'rag' as const, inputTokens: 4000 }]) {
      const request = { profile: { llm } };
      expect(decodeRequest(encodeRequest(request))).toEqual({
        kind: 'request',
        request,
      });
    }
  });

  it.each([
    'x',
    '1.',
    '1.%%%',
    '1.bm90IGpzb24',
    `1.${'A'.repeat(10_000)}`,
    `${encodeRequest({ profile: { team: { teamSize: 4 } } })}.more`,
    encodeRequest({ profile: { team: { teamSize: 4 } } }).slice(0, -5),
  ])('does not read %p', link => {
    expect(decodeRequest(link)).toEqual({ kind: 'broken' });
  });

  it('says what is wrong with answers, and does not guess what another version means', () => {
    expect(
      decodeRequest(encoded({ profile: { team: { teamSize: 0 } } })),
    ).toEqual({
      kind: 'broken',
      reason: expect.stringContaining('profile.team.teamSize: 0 is too small'),
    });
    expect(decodeRequest(encoded({ profile: {}, surprise: 1 }))).toMatchObject({
      kind: 'broken',
    });
    expect(decodeRequest('2.e30')).toEqual({ kind: 'outdated' });
  });
});
