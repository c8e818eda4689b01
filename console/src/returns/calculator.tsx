import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Failed, Skeleton } from '../ui/states.tsx';
import { Body } from './body.tsx';
import { Inputs } from './inputs.tsx';
import { triedQuery, type Values } from './queries.ts';

/** What an agent would bring, before there is any data. Nothing is stored. */
export function Calculator() {
  const [values, setValues] = useState<Values>({});
  const query = useQuery(triedQuery(null, values));
  if (query.isPending) return <Skeleton label="Loading the calculator" lines={10} />;
  if (!query.data)
    return <Failed what="The calculator" error={query.error} retry={() => void query.refetch()} />;
  const statement = query.data;
  return (
    <Body
      statement={statement}
      aside={
        <>
          <h2 className="text-base font-semibold">What you guess</h2>
          <p className="text-sm text-pretty text-ink-2">
            Cases a month and minutes by hand are enough to begin with. Nothing here is stored.
          </p>
          <Inputs
            inputs={statement.inputs}
            values={values}
            currency={statement.currency}
            change={setValues}
          />
        </>
      }
    />
  );
}
