import { useInfiniteQuery, type QueryKey } from '@tanstack/react-query';
import { call, type CallOptions } from './client.ts';

interface PageOf<T> {
  items: T[];
  next: string | null;
}

/** A list that arrives page by page. `data` is undefined until the first one is there. */
export interface Pages<T> {
  data: T[] | undefined;
  error: Error | null;
  refetch: () => Promise<unknown>;
  hasMore: boolean;
  isLoadingMore: boolean;
  more: () => void;
}

interface PagesOptions {
  queryKey: QueryKey;
  path: string;
  query?: CallOptions['query'];
  /** Asks again after so many milliseconds while true of the items. */
  pollMs?: (items: unknown[]) => number | false;
}

/** Reads a keyset list of the API, further pages on demand. */
export function usePages<T>({ queryKey, path, query, pollMs }: PagesOptions): Pages<T> {
  const found = useInfiniteQuery({
    queryKey: [...queryKey, query ?? {}],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => call<PageOf<T>>(path, { query: { ...query, after: pageParam }, signal }),
    getNextPageParam: (last) => last.next,
    refetchInterval: (state) => pollMs?.(state.state.data?.pages.flatMap((page) => page.items) ?? []) ?? false,
  });
  return {
    data: found.data?.pages.flatMap((page) => page.items),
    error: found.error,
    refetch: () => found.refetch(),
    hasMore: found.hasNextPage,
    isLoadingMore: found.isFetchingNextPage,
    more: () => void found.fetchNextPage(),
  };
}
