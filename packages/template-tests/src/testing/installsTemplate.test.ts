import { installsTemplate } from './installsTemplate';

const all = (
  ['ai-microservice', 'ai-monolith', 'ai-serverless'] as const
).flatMap(name => [[name, 'typescript'] as const, [name, 'python'] as const]);

describe('installsTemplate', () => {
  it('installs all templates in all languages without a seed', () => {
    expect(
      all.filter(([name, language]) => installsTemplate(name, language, '')),
    ).toEqual(all);
  });

  it('installs a third of them with a seed, in both languages, and each with some seed', () => {
    const chosen = [0, 1, 2]
      .map(number => (0x20feb30b + number).toString(16))
      .map(seed =>
        all.filter(([name, language]) =>
          installsTemplate(name, language, seed),
        ),
      );
    for (const third of chosen) {
      expect(third.map(([, language]) => language).sort()).toEqual([
        'python',
        'typescript',
      ]);
    }
    expect(new Set(chosen.flat())).toEqual(new Set(all));
  });

  it('refuses a seed that is not a hash', () => {
    expect(() => installsTemplate('ai-monolith', 'python', 'main')).toThrow(
      /^TEMPLATE_SEED is "main"/,
    );
  });
});
