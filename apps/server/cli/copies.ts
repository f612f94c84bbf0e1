import { forgetCopy, openCopies, readCopyStatus, type CopyStatus } from '@shuke/insight';
import { CommandFailed, type Cli } from './command.ts';
import { table } from './table.ts';

/** How the copies of this machine are, as the server that keeps them last wrote down. */
export function printCopies({ config, print }: Cli): void {
  const status = readCopyStatus(folderOf({ config }).dir);
  if (status.length === 0) return print('No copy is kept yet: one is made when somebody first asks for insight.');
  print(table(['merchant', 'events', 'as of', 'MB', ''], status.map(rowOf)));
}

const rowOf = ({ merchantId, position, freshAt, megabytes, filling }: CopyStatus) => [
  merchantId,
  position ?? '–',
  freshAt ?? '–',
  megabytes,
  filling ? `filling: ${filling.lines} of ${filling.linesTotal} lines` : '',
];

/** Makes a merchant's copy anew from PostgreSQL. A server that runs does so itself once the file is gone. */
export async function rebuildCopy({ config, services, print }: Cli, merchantId: string): Promise<void> {
  const folder = folderOf({ config });
  const copies = await openCopies(services, folder);
  if (!copies) {
    await forgetCopy(folder.dir, merchantId);
    return print('The copy is taken away; the server that runs makes it anew, and PostgreSQL answers meanwhile.');
  }
  try {
    await copies.copy(merchantId).rebuild();
    print('The copy is made anew.');
  } finally {
    await copies.close();
  }
}

function folderOf({ config }: Pick<Cli, 'config'>) {
  if (!config.copies) throw new CommandFailed('No copies are kept: SHUKE_COPY is off.');
  return config.copies;
}
