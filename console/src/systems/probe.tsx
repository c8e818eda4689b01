import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../live/client.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

/** Asks the system now, with a read that changes nothing, and says what came of it. */
export function ProbeButton({ name }: { name: string }) {
  const client = useQueryClient();
  const probe = useMutation({
    mutationFn: () => call('probe_system', { id: name }),
    onSettled: () => client.invalidateQueries({ queryKey: ['systems'] }),
  });
  const { data, error, isPending } = probe;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
      <Button onClick={() => probe.mutate()} disabled={isPending}>
        {isPending ? 'Asking…' : 'Ask it now'}
      </Button>
      <p role="status" className="min-w-0 flex-1 text-pretty">
        {data && (
          <span className={data.ok ? 'text-green' : 'text-red'}>
            <Icon name={data.ok ? 'check' : 'warn'} size={14} /> {data.says} ({data.took_ms} ms){' '}
            {data.todo && <span className="text-ink-2">Try this: {data.todo}.</span>}
            {data.warnings.map(({ says, todo }) => (
              <span key={says} className="block text-ink-2">
                {says} {todo}
              </span>
            ))}
          </span>
        )}
        {error && <span className="text-red">{error.message}</span>}
      </p>
    </div>
  );
}
