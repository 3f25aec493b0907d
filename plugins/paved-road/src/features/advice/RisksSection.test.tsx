import { renderInTestApp } from '@backstage/test-utils';
import { Risk } from '@paved-road/plugin-paved-road-common';
import { screen, within } from '@testing-library/react';
import { RisksSection } from './RisksSection';

const riskOf = (
  kind: Risk['subject']['kind'],
  severity: Risk['severity'],
  texts: string[],
): Risk => ({
  id: 'premature-microservices',
  severity,
  subject: { kind, pattern: 'microservices' },
  title: 'Premature microservices',
  evidence: texts.map(text => ({ field: 'team.teamSize', value: 4, text })),
  mitigations: ['Start as one deployable.'],
});

describe('RisksSection', () => {
  it('names a risk once for a pattern that is both decided and built', async () => {
    await renderInTestApp(
      <RisksSection
        risks={[
          riskOf('observed', 'high', ['The stage is MVP.', '12 components.']),
          riskOf('chosen', 'medium', ['The stage is MVP.']),
        ]}
      />,
    );
    expect(screen.getAllByRole('heading', { level: 4 })).toHaveLength(1);
    expect(
      screen.getByText(
        'with the Microservices that the catalog states · with the chosen Microservices',
      ),
    ).toBeVisible();
    const evidence = within(screen.getByRole('list', { name: 'Evidence' }));
    expect(evidence.getAllByRole('listitem')).toHaveLength(2);
  });
});
