import { useRef } from 'react';
import { Refused } from './client.ts';

/**
 * Gives each intention one idempotency key: pressing again after a lost answer sends the same key, so it does not act
 * twice. Another input, or a repeat after an answer of the server, is a new intention.
 */
export function useIntention(): <T>(input: unknown, act: (key: string) => Promise<T>) => Promise<T> {
  const held = useRef<{ text: string; key: string } | null>(null);
  return async (input, act) => {
    const text = JSON.stringify(input);
    if (held.current?.text !== text) held.current = { text, key: crypto.randomUUID() };
    try {
      const answer = await act(held.current.key);
      held.current = null;
      return answer;
    } catch (error) {
      if (error instanceof Refused && error.status < 500) held.current = null;
      throw error;
    }
  };
}
