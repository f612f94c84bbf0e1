import type { ReactNode } from 'react';
import { Loading } from './loading.tsx';
import { Problem } from './problem.tsx';

interface AnswerProps<T> {
  query: { data: T | undefined; error: Error | null; refetch: () => Promise<unknown> };
  /** How high the place is while its content is on its way, in pixels. */
  height?: number;
  children: (data: T) => ReactNode;
}

/** What was asked for; before it arrives a sign of waiting, and where it does not, why. What is already there stays. */
export function Answer<T>({ query, height, children }: AnswerProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading height={height} />;
}
