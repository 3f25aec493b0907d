import { useRouteRef } from '@backstage/core-plugin-api';
import { Text } from '@backstage/ui';
import {
  scorecardChannelFor,
  Waiver,
  WaiverOptions,
} from '@paved-road/plugin-paved-road-common';
import { createContext, ReactNode, useContext, useState } from 'react';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { waiversPageRouteRef } from '../../data/routes';
import { useData } from '../../data/queries/useData';
import { waiversTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

/* Maximum number of loaded waivers, newest first; more than an entity gets in a year. */
const MOST = 100;

export interface CheckWaivers {
  pending?: Waiver;
  /** The active waiver. */
  inForce?: Waiver;
  /** The newest ended waiver. */
  ended?: Waiver;
  /** The waiver that the person may renew. */
  renewable?: Waiver;
}

/** The waivers of an entity, and the person's permissions. */
export interface EntityWaivers {
  entityRef: string;
  options: WaiverOptions;
  ofCheck: (checkId: string) => CheckWaivers;
  /** Adds a new request without reloading. */
  add: (waiver: Waiver) => void;
}

interface LoadedWaivers {
  error?: Error;
  retry: () => void;
  value?: EntityWaivers;
}

const Context = createContext<LoadedWaivers>({ retry: () => {} });

/** Loads the waivers of an entity for the components below. */
export function EntityWaiversProvider(props: {
  entityRef: string;
  children: ReactNode;
}) {
  const { entityRef, children } = props;
  const { error, retry, value } = useData(
    ['entityWaivers', entityRef],
    api =>
      Promise.all([
        api.listWaivers({ entity: entityRef, limit: MOST }),
        api.getWaiverOptions(entityRef),
      ]),
    { channels: [scorecardChannelFor(entityRef)] },
  );
  const [added, setAdded] = useState<Waiver[]>([]);
  const [waivers, options] = value ?? [];
  return (
    <Context.Provider
      value={{
        error,
        retry,
        value: waivers &&
          options && {
            entityRef,
            options,
            ofCheck: checkId =>
              groupCheckWaivers(withAdded(waivers.items, added), checkId),
            add: waiver => {
              setAdded(before => [waiver, ...before]);
              retry();
            },
          },
      }}
    >
      {children}
    </Context.Provider>
  );
}

/** Undefined while loading, and outside of a provider. */
export const useEntityWaivers = () => useContext(Context);

/** Prefer server data over locally added waivers. */
function withAdded(waivers: Waiver[], added: Waiver[]): Waiver[] {
  const known = new Set(waivers.map(({ id }) => id));
  return [...added.filter(({ id }) => !known.has(id)), ...waivers];
}

function groupCheckWaivers(waivers: Waiver[], checkId: string): CheckWaivers {
  const ofCheck = waivers.filter(waiver => waiver.checkId === checkId);
  return {
    pending: ofCheck.find(({ status }) => status === 'requested'),
    inForce: ofCheck.find(({ status }) => status === 'approved'),
    ended: ofCheck.find(
      ({ status }) => status !== 'requested' && status !== 'approved',
    ),
    renewable: ofCheck.find(({ allowed }) => allowed.renew),
  };
}

/** Explains who can request a waiver, or why requests are impossible. */
export function WaiverHint(props: {
  /** Whether a check can be waived. */
  isFailing: boolean;
}) {
  const t = useTexts(waiversTexts);
  const { error, retry, value } = useEntityWaivers();
  if (error && !value) {
    return (
      <ErrorAlert
        error={error}
        title={t('waivers.loadFailed')}
        onRetry={retry}
      />
    );
  }
  return props.isFailing && value && !value.options.allowed ? (
    <Text as="p" color="secondary" variant="body-small">
      {t('waivers.hint')}
    </Text>
  ) : null;
}

/** Links to a waiver on the Paved Road page; undefined if the app does not have the page. */
export function useWaiverLink(): ((id: string) => string) | undefined {
  const waiversRoute = useRouteRef(waiversPageRouteRef);
  return (
    waiversRoute &&
    (id => `${waiversRoute()}?${new URLSearchParams({ waiver: id })}`)
  );
}
