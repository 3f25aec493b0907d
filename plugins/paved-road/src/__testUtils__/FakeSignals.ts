import { SignalApi } from '@backstage/plugin-signals-react';
import { JsonObject } from '@backstage/types';
import { act } from '@testing-library/react';

interface Listener {
  channel: string;
  onMessage: (message: never) => void;
}

/** Signal channels that a test controls. */
export class FakeSignals implements SignalApi {
  #listeners: Listener[] = [];

  subscribe<T extends JsonObject>(
    channel: string,
    onMessage: (message: T) => void,
  ) {
    const listener: Listener = { channel, onMessage };
    this.#listeners.push(listener);
    return {
      unsubscribe: () => {
        this.#listeners = this.#listeners.filter(kept => kept !== listener);
      },
    };
  }

  send(channel: string, message: JsonObject) {
    act(() =>
      this.#listeners
        .filter(listener => listener.channel === channel)
        .forEach(({ onMessage }) => onMessage(message as never)),
    );
  }
}
