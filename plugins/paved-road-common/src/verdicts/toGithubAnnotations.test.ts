import fc from 'fast-check';
import { allowed, anyResult, denied } from './__testUtils__/results';
import { toGithubAnnotations } from './toGithubAnnotations';
import { printable } from './explain';

/** What the runner makes of a line, by the rules of its own parser. */
function readCommand(line: string): Record<string, string> {
  const match = /^::([a-z]+) ([^:]*)::(.*)$/.exec(line);
  if (!match) {
    throw new Error(`no command: ${line}`);
  }
  const [, command, properties, data] = match;
  const unescapeData = (text: string) =>
    text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const unescapeProperty = (text: string) =>
    unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
  return {
    command,
    message: unescapeData(data),
    ...Object.fromEntries(
      properties.split(',').map(property => {
        const [name, ...value] = property.split('=');
        return [name, unescapeProperty(value.join('='))];
      }),
    ),
  };
}

const at = { path: 'a, b/catalog-info.yaml', line: 3 };
const read = (...results: (typeof denied)[]) =>
  toGithubAnnotations(results.map(result => ({ result, file: at })))
    .split('\n')
    .map(readCommand);

describe('toGithubAnnotations', () => {
  it('says the verdict, then what is open, the worst first', () => {
    const place = { file: at.path, line: '3' };
    expect(read(denied)).toEqual([
      {
        ...place,
        command: 'error',
        title: 'component:default/ticket-triage',
        message:
          'Denied: component:default/ticket-triage has the level bronze and needs silver; 2 checks block it.',
      },
      {
        ...place,
        command: 'error',
        title: 'Has a pipeline (pipeline, silver)',
        message:
          'fail: Add one. (How: https://docs.example.com/pipeline)\nPipelines: none; Files: 12',
      },
      {
        ...place,
        command: 'warning',
        title: 'Has no incidents (incidents, silver)',
        message: 'unknown: Incidents: not given.',
      },
      {
        ...place,
        command: 'warning',
        title: 'Has an SLO (slo, gold)',
        message: 'fail: Write one.',
      },
      {
        ...place,
        command: 'notice',
        title: 'Is traced (traced, gold)',
        message: 'unknown: Traces: not given.',
      },
    ]);
  });

  it('has no error where the gates are open', () => {
    const [first, ...others] = read(allowed, allowed);
    expect(first).toMatchObject({ command: 'notice' });
    expect(others.map(({ command }) => command)).not.toContain('error');
  });

  it('is read back as it was written, whatever texts say', () => {
    fc.assert(
      fc.property(anyResult, result => {
        const [, ...commands] = read(result);
        const open = result.results.filter(
          ({ state }) => state === 'fail' || state === 'unknown',
        );
        expect(commands.map(command => command.title).sort()).toEqual(
          open
            .map(({ title, checkId, level }) =>
              printable(`${title} (${checkId}, ${level})`),
            )
            .sort(),
        );
      }),
    );
  });
});
