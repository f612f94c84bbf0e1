import type { Rule } from '../read/tree.ts';
import { cycles } from './cycles.ts';
import { dependencies } from './dependencies.ts';
import { docs } from './docs.ts';
import { events } from './events.ts';
import { fileSize } from './file-size.ts';
import { forbidden } from './forbidden.ts';
import { foreignTables } from './foreign-tables.ts';
import { functionSize } from './function-size.ts';
import { indexExports } from './index-exports.ts';
import { merchantSql } from './merchant-sql.ts';
import { merchantTables } from './merchant-tables.ts';
import { migrations } from './migrations.ts';
import { names } from './names.ts';
import { parameters } from './parameters.ts';
import { parses } from './parses.ts';
import { readmes } from './readmes.ts';
import { refusals } from './refusals.ts';
import { sqlShape } from './sql-shape.ts';
import { tiers } from './tiers.ts';

/** Every rule of the house. */
export const allRules: readonly Rule[] = [
  parses,
  names,
  docs,
  readmes,
  tiers,
  cycles,
  dependencies,
  fileSize,
  functionSize,
  parameters,
  indexExports,
  forbidden,
  migrations,
  merchantTables,
  merchantSql,
  foreignTables,
  sqlShape,
  refusals,
  events,
];
