import { PAUSE } from './useChangeSignal';
import { useApiHolder } from '@backstage/core-plugin-api';
import { SignalApi, signalApiRef } from '@backstage/plugin-signals-react';
import { manyScorecardsChannel } from '@paved-road/plugin-paved-road-common';
import { QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { usePavedRoadQueries } from './queryClient';

/** Milliseconds over which open pages spread their reloads after a change of many scorecards. */
const SPREAD = 5_000;

interface Follower {
  readers: number;
  stop: () => void;
}

const followers = new WeakMap<QueryClient, Map<string, Follower>>();

/** Reloads the data of these channels on change signals: once, however many readers it has. */
export function useChannels(channels: string[] | undefined): void {
  const client = usePavedRoadQueries();
  const signals = useApiHolder().get(signalApiRef);
  const names = channels?.join(' ');
  useEffect(() => {
    if (!signals || !names) {
      return undefined;
    }
    const stops = names
      .split(' ')
      .map(channel => followChannel(client, signals, channel));
    return () => stops.forEach(stop => stop());
  }, [client, signals, names]);
}

function followChannel(
  client: QueryClient,
  signals: SignalApi,
  channel: string,
): () => void {
  const ofClient = followers.get(client) ?? new Map<string, Follower>();
  followers.set(client, ofClient);
  const follower = ofClient.get(channel) ?? {
    readers: 0,
    stop: invalidateOnChanges(client, signals, channel),
  };
  ofClient.set(channel, follower);
  follower.readers += 1;
  return () => {
    follower.readers -= 1;
    if (follower.readers === 0) {
      follower.stop();
      ofClient.delete(channel);
    }
  };
}

function invalidateOnChanges(
  client: QueryClient,
  signals: SignalApi,
  channel: string,
): () => void {
  const pause =
    channel === manyScorecardsChannel ? Math.random() * SPREAD : PAUSE;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const { unsubscribe } = signals.subscribe(channel, () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      client.invalidateQueries({
        predicate: ({ meta }) =>
          Array.isArray(meta?.channels) && meta.channels.includes(channel),
      });
    }, pause);
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}
