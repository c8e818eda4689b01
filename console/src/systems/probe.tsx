import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../live/client.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { faultText } from '../ui/states.tsx';
import { sentence } from '../ui/words.ts';

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
      <div role="status" className="min-w-0 flex-1 basis-80 text-pretty">
        {data && (
          <p className={`flex items-baseline gap-1.5 ${data.ok ? 'text-green' : 'text-red'}`}>
            <span className="translate-y-0.5">
              <Icon name={data.ok ? 'check' : 'warn'} size={14} />
            </span>
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {sentence(data.says)}{' '}
              <span className="text-ink-3">
                {data.took_ms < 1 ? 'Under 1 ms.' : `${data.took_ms.toLocaleString('en')} ms.`}
              </span>{' '}
              {data.todo && <span className="text-ink-2">To do: {sentence(data.todo)}</span>}
            </span>
          </p>
        )}
        {data?.warnings.map(({ says, todo }) => (
          <p key={says} className="text-ink-2">
            {sentence(says)} {todo && sentence(todo)}
          </p>
        ))}
        {error && <p className="text-red">{faultText(error)}</p>}
      </div>
    </div>
  );
}
