import { EditorView } from '@codemirror/view';
import {
  DryRunResult,
  PreviewChange,
  RulesPreview,
} from '@paved-road/plugin-paved-road-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { exampleChecks, exampleServices } from '../../../testing/exampleFleet';
import { exampleRules } from '../../../testing/exampleRules';
import { FakeRules } from '../../../testing/FakeRules';
import { responseError } from '../../../testing/responseError';
import {
  frontendSystems,
  renderPavedRoadPage,
} from '../../../__testUtils__/renderPavedRoadPage';

/* jsdom computes styles for each query by role, and would do so by the hundreds of rules of the editor. */
jest.mock('style-mod', () => {
  const { StyleModule } = jest.requireActual('style-mod');
  StyleModule.mount = () => {};
  return { StyleModule };
});

const text = `apiVersion: paved-road.io/v1
kind: RulePack
metadata: { name: ai-services, title: AI services, version: 1.3.0 }
spec:
  filter: { kind: Component }
  levels:
    - { id: bronze, title: Bronze }
    - { id: silver, title: Silver }
  tracks:
    - { id: ownership, title: Ownership }
  checks:
    - id: owned
      title: Owned by a team
      description: People change teams.
      track: ownership
      level: bronze
      expression: has(entity.spec.owner)
      remediation: { text: Set spec.owner. }
`;

const outcome: Partial<RulesPreview> = {
  replaces: { name: 'ai-services', version: '1.2.0' },
  warnings: [
    { message: 'No repository has been read with the new probe slo yet.' },
  ],
  total: 1200,
  done: 1200,
  compared: 1000,
  changes: { raised: 1, lowered: 11, checks: 3, added: 0, removed: 1 },
  levels: [
    { id: 'none', title: 'No level', before: 100, after: 110 },
    { id: 'bronze', title: 'Bronze', before: 400, after: 401 },
    { id: 'silver', title: 'Silver', before: 500, after: 488 },
  ],
  checks: [
    {
      checkId: 'slo',
      title: 'SLO declared',
      is: 'added',
      services: 14,
      better: 1,
      worse: 11,
    },
    {
      checkId: 'owned',
      title: 'Owned by a team',
      is: 'changed',
      moved: { from: 'silver', to: 'bronze' },
      services: 2,
      better: 0,
      worse: 1,
    },
    {
      checkId: 'unused',
      title: 'Not used any more',
      is: 'removed',
      services: 0,
      better: 0,
      worse: 0,
    },
  ],
};

const changes: PreviewChange[] = [
  ...Array.from({ length: 11 }, (_, index): PreviewChange => ({
    entityRef: `component:default/lowered-${index}`,
    title: `Lowered ${index}`,
    owner: 'group:default/search',
    kind: 'lowered',
    from: 'silver',
    to: 'bronze',
    checks: [{ checkId: 'slo', title: 'SLO declared', to: 'fail' }],
  })),
  {
    entityRef: 'component:default/raised',
    title: 'Raised',
    kind: 'raised',
    from: 'none',
    to: 'bronze',
    checks: [
      { checkId: 'owned', title: 'Owned by a team', from: 'fail', to: 'pass' },
    ],
  },
  {
    entityRef: 'component:default/gone',
    title: 'Gone',
    kind: 'removed',
    from: 'bronze',
    checks: [
      {
        checkId: 'owned',
        title: 'Owned by a team',
        from: 'fail',
        to: 'fail',
        moved: { from: 'silver', to: 'bronze' },
      },
    ],
  },
];

const dryRun: DryRunResult = {
  result: {
    checkId: 'owned',
    title: 'Owned by a team',
    track: 'ownership',
    level: 'bronze',
    weight: 1,
    evidence: [{ name: 'Owner', value: 'nobody' }],
    facts: ['repository'],
    state: 'fail',
    remediation: { text: 'Set spec.owner.' },
  },
  facts: [
    {
      status: 'known',
      name: 'repository',
      title: 'Repository',
      source: 'https://git.example.com/search',
      collectedAt: '2026-11-25T09:00:00.000Z',
    },
  ],
};

const createApi = (
  options: Partial<ConstructorParameters<typeof FakeRules>[0]> = {},
) =>
  new FakeRules({
    rules: exampleRules,
    texts: { 'ai-services': text },
    outcome,
    changes,
    dryRun,
    ...options,
  });

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const editorBox = () =>
  screen.findByRole('textbox', { name: 'Rule pack, as YAML' });

async function editorView(): Promise<EditorView> {
  return EditorView.findFromDOM(await editorBox())!;
}

/** A browser test types; jsdom knows nothing of what CodeMirror reads of the page. */
async function write(content: string) {
  const view = await editorView();
  act(() =>
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: content },
    }),
  );
}

/** Opens an active pack as YAML. */
async function editActive() {
  await userEvent.click(await button('Preview a change'));
  await userEvent.click(await button('Edit “Paved road for AI services”'));
  await userEvent.click(await button('Edit YAML'));
  await editorBox();
}

async function preview() {
  await userEvent.click(await button('Preview'));
}

beforeAll(() => {
  // What CodeMirror measures is nowhere in jsdom.
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
});

beforeEach(() => sessionStorage.clear());

describe.each(frontendSystems)(
  'A preview of the rules in the %s frontend system',
  system => {
    it('shows what would change, for which services, and why', async () => {
      const api = createApi({ changes: changes.slice(10) });
      const { content } = await renderPavedRoadPage(
        system,
        api,
        '/paved-road/rules',
      );
      await editActive();
      await preview();

      expect(await screen.findByText('What would change')).toBeVisible();
      expect(api.previewed).toEqual([text]);
      expect(
        screen.getByText(/“ai-services” 1\.3\.0 replaces 1\.2\.0/),
      ).toHaveTextContent('1,200 of 1,200 entities');
      expect(screen.getByText(/new probe slo yet/)).toBeVisible();
      expect(screen.getByText('16 of 1,000 would change.')).toBeVisible();
      const levels = screen.getByRole('table', { name: 'Entities by level' });
      expect(
        within(levels)
          .getAllByRole('row')
          .map(row => row.textContent),
      ).toEqual([
        'LevelNowWith the packChange',
        'No level yet100110+10',
        'Bronze400401+1',
        'Silver500488-12',
      ]);
      const effects = screen.getByRole('table', {
        name: 'Checks with most effect',
      });
      expect(
        within(effects).getByRole('row', { name: /SLO declared/ }),
      ).toHaveTextContent('SLO declarednew11114');
      expect(
        within(effects).getByRole('row', { name: /Owned by a team/ }),
      ).toHaveTextContent('needed for Bronze instead of Silver');

      const services = within(
        await screen.findByRole('table', {
          name: 'Entities that would change',
        }),
      );
      const lowered = services.getByRole('row', { name: /Lowered 10/ });
      expect(lowered).toHaveTextContent(
        'Lowered 10Silver →to BronzeSLO declared: no such check →to fail search',
      );
      expect(services.getByRole('row', { name: /Gone/ })).toHaveTextContent(
        'Owned by a team: fail needed for Bronze instead of Silver',
      );
      expect(
        within(lowered).getByRole('link', { name: 'Lowered 10' }),
      ).toHaveAttribute(
        'href',
        '/catalog/default/component/lowered-10/scorecard',
      );
      expect(await axe(await screen.findByRole('dialog'))).toHaveNoViolations();
      expect(await axe(content())).toHaveNoViolations();
    });
  },
);

describe('A preview of the rules', () => {
  const render = async (api = createApi(), options = {}) => {
    await renderPavedRoadPage('new', api, '/paved-road/rules', options);
    return api;
  };

  it('follows numbers to their services, and filters and pages these', async () => {
    await render();
    await editActive();
    await preview();
    // By text, because queries by role are slow with so many rows.
    expect(await screen.findByText('Lowered 9')).toBeVisible();
    expect(screen.queryByText('Lowered 10')).not.toBeInTheDocument();
    await userEvent.click(await button('Next table page'));
    expect(await screen.findByText('Lowered 10')).toBeVisible();
    expect(screen.getByText('Gone')).toBeVisible();
    await userEvent.click(await button('1 would level up to Bronze'));
    await waitFor(() =>
      expect(screen.queryByText('Gone')).not.toBeInTheDocument(),
    );
    expect(screen.getByText('Raised')).toBeVisible();
    expect(document.activeElement).toHaveAccessibleName(
      'Entities that would change',
    );
    await userEvent.click(
      await button(
        'Show the entities, 14, with another result of SLO declared',
      ),
    );
    expect(await screen.findByText('Lowered 9')).toBeVisible();
    expect(screen.queryByText('Raised')).not.toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /with a first scorecard/ }),
    ).not.toBeInTheDocument();
  });

  it('changes one check without its YAML, and previews that', async () => {
    const api = await render(
      createApi({ services: exampleServices, checks: exampleChecks }),
    );
    await userEvent.click(await button('Edit Owned by a team'));
    const title = await screen.findByLabelText('Title');
    expect(title).toHaveValue('Owned by a team');
    expect(
      screen.queryByRole('textbox', { name: 'Rule pack, as YAML' }),
    ).not.toBeInTheDocument();
    await userEvent.click(await button(/Level$/));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Silver' }),
    );
    await userEvent.clear(screen.getByLabelText('Applies to'));
    await userEvent.type(
      screen.getByLabelText('Applies to'),
      '{{"spec.type": "ai-service"}',
    );
    await preview();

    expect(await button('11 would fall to Bronze')).toBeVisible();
    const [sent] = api.previewed;
    expect(sent).toContain('level: silver');
    expect(sent).toContain('spec.type');
    // The rest stays as it is written.
    expect(sent).toContain('{ id: ownership, title: Ownership }');
  });

  it('names problems as somebody writes, and leads to each', async () => {
    const api = await render();
    await editActive();
    await write(text.replace('level: bronze', 'level: gold'));
    const problem = await button(
      'Line 16, column 7: check owned: level gold is not declared, use one of bronze, silver',
    );
    await userEvent.click(problem);
    const view = await editorView();
    expect(view.hasFocus).toBe(true);
    expect(view.state.doc.lineAt(view.state.selection.main.head).number).toBe(
      16,
    );
    await preview();
    expect(screen.queryByText('What would change')).not.toBeInTheDocument();
    expect(api.previewed).toHaveLength(1);

    await write(text);
    await waitFor(() =>
      expect(screen.queryByText(/1 problem/)).not.toBeInTheDocument(),
    );
  });

  it('shows what only the service can tell', async () => {
    const api = await render();
    jest.spyOn(api, 'startPreview').mockRejectedValue(
      await responseError(400, 'InputError', 'Invalid rule packs:', {
        problems: [
          { message: 'check slo is also declared at b.yaml:3:4' },
          { message: 'unknown variable', line: 17, column: 7 },
        ],
      }),
    );
    await editActive();
    await preview();
    expect(await screen.findByText(/also declared at b\.yaml/)).toBeVisible();
    expect(await button('Line 17, column 7: unknown variable')).toBeVisible();
  });

  it('shows how far it is, and stops when it is cancelled', async () => {
    const api = await render(
      createApi({
        outcome: {
          ...outcome,
          state: 'running',
          finishedAt: undefined,
          done: 500,
        },
      }),
    );
    await editActive();
    await preview();
    const bar = await screen.findByRole('progressbar', {
      name: 'Progress of the preview',
    });
    expect(bar).toHaveAttribute('aria-valuenow', '42');
    await api.progress('preview-1', { done: 600 });
    await waitFor(() => expect(bar).toHaveAttribute('aria-valuenow', '50'));
    await userEvent.click(await button('Cancel the preview'));
    expect(await screen.findByText('Preview cancelled')).toBeVisible();
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
    expect(
      screen.queryByText('Entities that would change'),
    ).not.toBeInTheDocument();
  });

  it('says why it failed, or could not be started', async () => {
    const api = await render(
      createApi({
        outcome: { state: 'failed', problem: 'The catalog is asleep' },
      }),
    );
    await editActive();
    await preview();
    expect(await screen.findByText('Preview failed')).toBeVisible();
    expect(screen.getByText('The catalog is asleep')).toBeVisible();
    jest
      .spyOn(api, 'startPreview')
      .mockRejectedValue(
        await responseError(
          503,
          'ServiceUnavailableError',
          '3 previews are being computed',
        ),
      );
    await preview();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not start the preview3 previews are being computed',
    );
  });

  it('says that nothing would change, or that there is no service', async () => {
    const none = { raised: 0, lowered: 0, checks: 0, added: 0, removed: 0 };
    const api = await render(
      createApi({ outcome: { ...outcome, changes: none, checks: [] } }),
    );
    await editActive();
    await preview();
    expect(
      await screen.findByText('None of 1,000 would change.'),
    ).toBeVisible();
    api.outcome = {};
    await preview();
    expect(
      await screen.findByText(/You may see nothing that has a scorecard/),
    ).toBeVisible();
  });

  it('says when the result is of another text, and keeps both when somebody comes back', async () => {
    const api = createApi();
    const outdated = /The draft changed after this preview/;
    await renderPavedRoadPage('new', api, '/paved-road/rules');
    await editActive();
    await preview();
    await screen.findByText('What would change');
    expect(screen.queryByText(outdated)).not.toBeInTheDocument();
    await write(`${text}# later\n`);
    expect(await screen.findByText(outdated)).toBeVisible();

    await userEvent.click(await button('Close'));
    await userEvent.click(await button('Preview a change'));
    await userEvent.click(await button('Edit YAML'));
    expect((await editorView()).state.doc.toString()).toBe(`${text}# later\n`);
    expect(await screen.findByText('What would change')).toBeVisible();
    expect(await screen.findByText(outdated)).toBeVisible();
  });

  it('begins with a new pack or a file, and asks before work is lost', async () => {
    const api = await render();
    await userEvent.click(await button('Preview a change'));
    await userEvent.click(await button('New pack'));
    await userEvent.click(await button('Discard'));
    // The files of jsdom cannot be read.
    const file = Object.assign(new File([text], 'pack.yaml'), {
      text: async () => text,
    });
    await userEvent.upload(
      await screen.findByLabelText('File with a rule pack'),
      file,
    );
    await userEvent.click(await button('Edit YAML'));
    expect((await editorView()).state.doc.toString()).toBe(text);

    await write(`${text}# mine\n`);
    await userEvent.click(await button('Discard'));
    await userEvent.click(await button('Keep editing'));
    expect((await editorView()).state.doc.toString()).toContain('# mine');
    await userEvent.click(await button('Discard'));
    await userEvent.click(await button('Discard changes'));
    expect(await button('New pack')).toBeVisible();
    expect(api.previewed).toEqual([]);
  });

  it('begins with a pack that is valid', async () => {
    const api = await render();
    await userEvent.click(await button('Preview a change'));
    await userEvent.click(await button('New pack'));
    await preview();
    expect(await screen.findByText('What would change')).toBeVisible();
    expect(api.previewed[0]).toContain('- id: silver');
  });

  it('goes to where packs become active', async () => {
    await render();
    const user = userEvent.setup();
    await editActive();
    const copy = jest.spyOn(navigator.clipboard, 'writeText');
    await user.click(await button('Copy YAML'));
    expect(await screen.findByText('Copied')).toBeVisible();
    expect(copy).toHaveBeenCalledWith(text);
    expect(screen.getByText(/To activate a pack/)).toHaveTextContent(
      'pavedRoad.scorecards.rulePacks',
    );
  });

  it('lets the keyboard leave the editor', async () => {
    await render();
    const user = userEvent.setup();
    await editActive();
    act(() => document.querySelector<HTMLElement>('.cm-content')!.focus());
    await user.tab();
    expect(await editorBox()).not.toHaveFocus();
    expect((await editorView()).state.doc.toString()).toBe(text);
  });

  it('evaluates one check for one service', async () => {
    const api = await render(createApi(), {
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name: 'search', title: 'Search', namespace: 'default' },
          spec: { type: 'ai-service' },
        },
      ],
    });
    await editActive();
    await userEvent.click(await button('Preview a check on one entity'));
    const section = within(await screen.findByRole('dialog'));
    expect(section.getByRole('button', { name: 'Evaluate' })).toBeDisabled();
    await userEvent.click(
      section.getByRole('button', { name: /Check to evaluate/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'Owned by a team' }),
    );
    await userEvent.type(section.getByRole('combobox'), 'Sea');
    await userEvent.click(
      await screen.findByRole('option', { name: /Search/ }),
    );
    await userEvent.click(section.getByRole('button', { name: 'Evaluate' }));
    expect(await section.findByText('To fix: Set spec.owner.')).toBeVisible();
    expect(section.getByText('Owner').nextElementSibling).toHaveTextContent(
      'nobody',
    );
    expect(
      section.getByRole('link', { name: 'https://git.example.com/search' }),
    ).toBeVisible();
    expect(api.dryRuns).toEqual([
      { entityRef: 'component:default/search', checkId: 'owned', pack: text },
    ]);
    api.previewFailure = await responseError(400, 'InputError', 'Broken');
    await userEvent.click(section.getByRole('button', { name: 'Evaluate' }));
    expect(await section.findByText('Broken')).toBeVisible();
  });
});
