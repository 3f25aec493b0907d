import {
  Flex,
  Radio,
  RadioGroup,
  Skeleton,
  Text,
  TextField,
} from '@backstage/ui';
import { Notice } from '../../ui/components/Notice';
import { RepositoryPlace } from '@paved-road/plugin-paved-road-common';
import { useEffect, useState } from 'react';
import { createTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { RepositoryFieldProps } from './fieldSchemas';
import { useRepositoryPlaces } from './useRepositoryPlaces';
import { useCreationProblem } from './useCreationProblem';
import styles from './create.module.css';

const placeKey = (place: RepositoryPlace | undefined): string =>
  [place?.id, place?.host].join(' ');

/** Names that the field has prefilled. The field loses its state between the steps of the wizard. */
const filledIn = new Set<string>();

/** Asks where to publish the new service, among the places for which the portal has credentials. */
export function RepositoryField(props: RepositoryFieldProps) {
  const { formData: value, onChange, schema, formContext } = props;
  const { rawErrors = [] } = props;
  const t = useTexts(createTexts);
  const name: string = formContext?.formData?.name ?? '';
  // Without known places, the run uses its default.
  const { places, isLoading } = useRepositoryPlaces();
  const target = toTarget(value?.url);
  const place =
    places?.find(
      ({ id, host }) => id === value?.place && host === target.host,
    ) ?? places?.[0];
  // The repository follows the name of the service until the person edits it.
  const [edited, setEdited] = useState(
    target.repo && !filledIn.has(target.repo) ? target.repo : undefined,
  );
  const repo = edited ?? name;
  const choose = (chosen: RepositoryPlace | undefined, owner: string) =>
    onChange(toValue(chosen, owner, repo));

  useEffect(() => {
    if (!isLoading) {
      if (edited === undefined) {
        filledIn.add(repo);
      }
      onChange(toValue(place, target.owner ?? '', repo));
    }
    // What else changes is chosen here.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isLoading, name]);

  const isNowhere = places?.length === 0;
  const problem = useCreationProblem(
    'repository',
    isNowhere || (place && (!place.host || value?.url))
      ? { name: name || undefined, repository: value ?? {} }
      : undefined,
  );

  if (isLoading) {
    return <Skeleton height={72} />;
  }
  return (
    <Flex direction="column" gap="3">
      {isNowhere && !problem && (
        <Notice
          role="alert"
          status="danger"
          title={t('create.repository.nowhere')}
          description={t('create.repository.nowhereRemedy')}
        />
      )}
      {places && places.length > 1 && (
        <RadioGroup
          label={schema.title}
          description={schema.description}
          value={placeKey(place)}
          onChange={key =>
            choose(
              places?.find(candidate => placeKey(candidate) === key),
              target.owner ?? '',
            )
          }
        >
          {places.map(candidate => (
            <Radio key={placeKey(candidate)} value={placeKey(candidate)}>
              {candidate.title}
            </Radio>
          ))}
        </RadioGroup>
      )}
      {places?.length === 1 && (
        <Text as="p">
          {t('create.repository.only', { place: places[0].title })}
        </Text>
      )}
      {place?.host && (
        <>
          <TextField
            className={styles.entry}
            label={t('create.repository.owner')}
            description={t('create.repository.ownerHelp', {
              place: place.title,
            })}
            isRequired
            value={target.owner ?? ''}
            onChange={owner => choose(place, owner)}
          />
          <TextField
            className={styles.entry}
            label={t('create.repository.repo')}
            isRequired
            value={repo}
            onChange={next => {
              setEdited(next);
              onChange(toValue(place, target.owner ?? '', next));
            }}
          />
        </>
      )}
      {problem && !rawErrors.includes(problem) && (
        <Notice role="alert" status="danger" description={problem} />
      )}
    </Flex>
  );
}

/** The value of the field. */
function toValue(
  place: RepositoryPlace | undefined,
  owner: string,
  repo: string,
): { place?: string; url?: string } {
  if (!place?.host) {
    return { ...(place && { place: place.id }) };
  }
  return {
    place: place.id,
    url: `${place.host}?${new URLSearchParams({ owner, repo })}`,
  };
}

function toTarget(url: string | undefined): {
  host?: string;
  owner?: string;
  repo?: string;
} {
  if (!url) {
    return {};
  }
  const [host, query] = url.split('?');
  const params = new URLSearchParams(query);
  return {
    host,
    owner: params.get('owner') ?? undefined,
    repo: params.get('repo') ?? undefined,
  };
}

/** Formats a repository for people. */
export function repositoryText(url: string): string {
  const { host, owner, repo } = toTarget(url);
  return [host, owner, repo].filter(Boolean).join('/');
}
