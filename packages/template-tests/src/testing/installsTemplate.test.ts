import { installsTemplate } from './installsTemplate';

const templates = ['ai-microservice', 'ai-monolith', 'ai-serverless'] as const;

describe('installsTemplate', () => {
  it('installs all templates without a seed', () => {
    expect(templates.filter(name => installsTemplate(name, ''))).toEqual(
      templates,
    );
  });

  it('installs one template with a seed, and each with some seed', () => {
    const chosen = ['20feb30b', 'd82bdad4', '5e38db6c', '223c1ee1', 'e324347e']
      .map(seed => templates.filter(name => installsTemplate(name, seed)))
      .map(names => {
        expect(names).toHaveLength(1);
        return names[0];
      });
    expect(new Set(chosen)).toEqual(new Set(templates));
  });

  it('refuses a seed that is not a hash', () => {
    expect(() => installsTemplate('ai-monolith', 'main')).toThrow(
      /^TEMPLATE_SEED is "main"/,
    );
  });
});
