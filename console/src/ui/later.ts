import { useEffect, useState } from 'react';

/** The value, once it has stood still for `ms`: what is typed is not asked about letter by letter. */
export function useLater<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), ms);
    return () => window.clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
