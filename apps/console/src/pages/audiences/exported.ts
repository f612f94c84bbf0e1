/** How many people are in an exported file: a person with several identifiers has as many rows, one after the other. */
export const peopleIn = (csv: string): number =>
  new Set(
    csv
      .split('\n')
      .slice(1)
      .map((row) => row.split(',')[0]!.trim())
      .filter((personId) => personId !== ''),
  ).size;

/** Hands a file over as a download. */
export function keepFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
