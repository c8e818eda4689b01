/** `late_delivery` as `Late delivery`, where a file gives no label. */
export function humanize(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
