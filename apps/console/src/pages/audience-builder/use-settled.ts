import { useEffect, useState } from 'react';

const QUIET_MS = 400;

/** A value once it has not changed for a moment, so that nothing is asked for at each key that is pressed. */
export function useSettled<T>(value: T): T {
  const text = JSON.stringify(value);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), QUIET_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return JSON.parse(settled) as T;
}
