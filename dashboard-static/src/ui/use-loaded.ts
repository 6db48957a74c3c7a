import { useEffect, useState } from 'preact/hooks';

export type Loaded<T> = { readonly state: 'loading' } | { readonly state: 'loaded'; readonly value: T };

const LOADING = { state: 'loading' } as const;

/** What `load` brings for `key`. Another key makes it begin again; what is then still under way is called off. */
export function useLoaded<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [loaded, setLoaded] = useState<{ key: string; value: T } | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    load(abort.signal).then(
      (value) => {
        if (!abort.signal.aborted) setLoaded({ key, value });
      },
      () => undefined, // Only what was called off fails; nobody waits for it.
    );
    return () => abort.abort();
  }, [key]);
  return loaded?.key === key ? { state: 'loaded', value: loaded.value } : LOADING;
}
