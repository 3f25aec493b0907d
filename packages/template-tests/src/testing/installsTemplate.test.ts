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

  it('installs one template in one language with a seed, and each with some seed', () => {
    const chosen = [0, 1, 2, 3, 4, 5]
      .map(number => (0x20feb30b + number).toString(16))
      .map(seed =>
        all.filter(([name, language]) =>
          installsTemplate(name, language, seed),
        ),
      );
    expect(chosen.map(one => one.length)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(new Set(chosen.flat())).toEqual(new Set(all));
  });

  it('refuses a seed that is not a hash', () => {
    expect(() => installsTemplate('ai-monolith', 'python', 'main')).toThrow(
      /^TEMPLATE_SEED is "main"/,
    );
  });
});
