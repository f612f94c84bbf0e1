import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ImportPresetView, ImportPreview, ImportReading, ImportView } from '@shuke/contract';
import { useEffect, useState } from 'react';
import { call } from './client.ts';
import { INSIGHT } from './insight.ts';
import { useIntention } from './intention.ts';
import { usePages } from './pages.ts';
import { upload } from './upload.ts';

const IMPORTS = ['imports'] as const;
const POLL_MS = 1000;
const isRunning = ({ status }: Pick<ImportView, 'status'>) => status === 'running';

export const useImports = () =>
  usePages<ImportView>({
    queryKey: IMPORTS,
    path: '/v1/imports',
    pollMs: (items) => (items as ImportView[]).some(isRunning) && POLL_MS,
  });

/** One import, asked for each second while it runs. What the dashboards show is asked for anew when it has ended. */
export function useImport(importId: string) {
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: [...IMPORTS, importId],
    queryFn: ({ signal }) => call<ImportView>(`/v1/imports/${importId}`, { signal }),
    refetchInterval: (query) => (query.state.data && isRunning(query.state.data) ? POLL_MS : false),
  });
  const hasEnded = found.data?.status === 'done';
  useEffect(() => {
    if (hasEnded) void queries.invalidateQueries({ queryKey: INSIGHT });
  }, [hasEnded, queries]);
  return found;
}

/** How a file would be read, without importing anything. What was seen last stays while another reading is tried. */
export const usePreview = (importId: string, reading: ImportReading) =>
  useQuery({
    queryKey: [...IMPORTS, importId, 'preview', reading],
    queryFn: ({ signal }) =>
      call<ImportPreview>(`/v1/imports/${importId}/preview`, { method: 'POST', body: reading, signal }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });

export const usePresets = () =>
  useQuery({
    queryKey: ['import-presets'],
    queryFn: ({ signal }) => call<ImportPresetView[]>('/v1/import-presets', { signal }),
    staleTime: Infinity,
  });

/** Sends a file to the server and answers the import that it begins. `percent` is how much has been sent. */
export function useUpload() {
  const queries = useQueryClient();
  const [percent, setPercent] = useState(0);
  const sending = useMutation({
    onMutate: () => setPercent(0),
    mutationFn: (file: File) =>
      upload<ImportView>({
        path: `/v1/imports?fileName=${encodeURIComponent(file.name)}`,
        file,
        onPercent: setPercent,
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: IMPORTS, exact: true }),
  });
  return { ...sending, percent };
}

export function useStartImport(importId: string) {
  const queries = useQueryClient();
  const once = useIntention();
  return useMutation({
    mutationFn: (body: ImportReading) =>
      once(body, (key) => call<unknown>(`/v1/imports/${importId}/start`, { method: 'POST', body, key })),
    onSuccess: () => queries.invalidateQueries({ queryKey: IMPORTS }),
  });
}

export const rejectsAddress = (importId: string): string => `/v1/imports/${importId}/rejects`;
