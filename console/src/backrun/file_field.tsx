import { useState } from 'react';
import { Labelled } from '../ui/form_sheet.tsx';

export interface TextFile {
  text: string;
  file: string;
}

const BYTES_MAX = 200_000;

/** A text file of this computer; only its text goes to the server. */
export function FileField({
  label,
  file,
  change,
}: {
  label: string;
  file: TextFile | null;
  change: (file: TextFile | null) => void;
}) {
  const [fault, setFault] = useState('');
  const read = async (chosen: File | undefined) => {
    setFault('');
    if (!chosen) return change(null);
    if (chosen.size > BYTES_MAX) {
      setFault(`${chosen.name} is larger than ${BYTES_MAX / 1000} kB.`);
      return change(null);
    }
    change({ text: await chosen.text(), file: chosen.name });
  };
  return (
    <Labelled label={label} {...(file && { hint: `${file.text.split('\n').length} lines` })}>
      <input
        type="file"
        accept=".yaml,.yml,text/yaml,text/plain"
        className="field h-auto py-1 text-sm file:mr-3 file:rounded file:border-0 file:bg-hover file:px-2 file:py-1 file:text-xs file:text-ink"
        aria-invalid={fault !== ''}
        onChange={(event) => void read(event.target.files?.[0])}
      />
      {fault && (
        <span role="alert" className="text-xs text-red">
          {fault}
        </span>
      )}
    </Labelled>
  );
}
