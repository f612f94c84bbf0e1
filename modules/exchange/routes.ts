import { Type } from 'typebox';
import {
  Id,
  ImportPage,
  ImportPresetView,
  ImportPreview,
  ImportReading,
  ImportsQuery,
  ImportView,
  NewImportQuery,
  type RefusalCode,
} from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { ok } from '@shuke/kernel';
import { createImport } from './create-import.ts';
import { getImport, listImports } from './import-queries.ts';
import { importPresets } from './presets/presets.ts';
import { previewFile } from './preview-import.ts';
import { rejectsCsv } from './rejects-csv.ts';
import { findUpload, startImport } from './start-import.ts';
import type { Uploads } from './upload.ts';

const FILE_REFUSALS: readonly RefusalCode[] = [
  'import_not_found',
  'import_file_gone',
  'import_file_empty',
  'import_file_damaged',
  'import_file_not_text',
  'preset_unknown',
];
const MAPPING_REFUSALS: readonly RefusalCode[] = [
  'mapping_invalid',
  'mapping_incomplete',
  'columns_unrecognised',
  'column_unknown',
  'currency_differs',
  'time_zone_unknown',
];
const params = Type.Object({ importId: Id });

const readingRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/import-presets',
    summary: 'The files that are known by their headings',
    access: 'import:read',
    answer: Type.Array(ImportPresetView),
    handle: async () => ok(importPresets()),
  }),
  route({
    method: 'GET',
    url: '/v1/imports',
    summary: 'The imports, the newest first',
    access: 'import:read',
    query: ImportsQuery,
    answer: ImportPage,
    handle: async (ctx, { query }) => ok(await listImports(ctx, query)),
  }),
  route({
    method: 'GET',
    url: '/v1/imports/:importId',
    summary: 'One import, with how far it is',
    access: 'import:read',
    params,
    answer: ImportView,
    refusals: ['import_not_found'],
    handle: (ctx, { params: { importId } }) => getImport(ctx, importId),
  }),
  route({
    method: 'GET',
    url: '/v1/imports/:importId/rejects',
    summary: 'The rejected rows as CSV, with line, column and reason',
    access: 'import:read',
    params,
    downloads: 'text/csv',
    refusals: ['import_not_found'],
    handle: async (ctx, { params: { importId } }) => {
      const found = await getImport(ctx, importId);
      if (!found.ok) return found;
      return ok({ stream: rejectsCsv(ctx, importId), fileName: `${found.value.fileName}.rejects.csv` });
    },
  }),
];

const writingRoutes = (uploads: Uploads): Route[] => [
  route({
    method: 'POST',
    url: '/v1/imports',
    summary: 'Send a file to be imported: CSV, as it is or compressed with gzip',
    access: 'import:write',
    uploads: ['application/octet-stream', 'text/csv', 'text/plain', 'application/gzip', 'application/x-gzip'],
    query: NewImportQuery,
    answer: ImportView,
    status: 201,
    refusals: ['request_too_large', 'import_file_empty'],
    handle: (ctx, { query, upload }) => createImport(ctx, uploads, { fileName: query.fileName, upload }),
  }),
  route({
    method: 'POST',
    url: '/v1/imports/:importId/preview',
    summary: 'How the file would be imported; changes nothing',
    access: 'import:write',
    params,
    body: ImportReading,
    answer: ImportPreview,
    refusals: FILE_REFUSALS,
    handle: async (ctx, { params: { importId }, body }) => {
      const path = await findUpload(ctx, uploads, importId);
      return path.ok ? previewFile(ctx, path.value, body) : path;
    },
  }),
  route({
    method: 'POST',
    url: '/v1/imports/:importId/start',
    summary: 'Start the import; it goes on in the background',
    access: 'import:write',
    keyed: true,
    params,
    body: ImportReading,
    answer: ImportView,
    status: 202,
    refusals: [...FILE_REFUSALS, ...MAPPING_REFUSALS, 'import_running', 'import_ended', 'idempotency_key_reused'],
    handle: (ctx, { params: { importId }, body, key }) => startImport(ctx, uploads, { key, importId, reading: body }),
  }),
];

/** The routes of imports; the files that are sent are kept in `uploadDir`. */
export const exchangeRoutes = (uploads: Uploads): Route[] => [...readingRoutes, ...writingRoutes(uploads)];
