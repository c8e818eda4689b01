export type RegionName = 'improving' | 'blind_trust' | 'careful' | 'failing' | 'unknown';

interface RegionLook {
  name: RegionName;
  says: string;
  /** What it means for an owner, in a sentence. */
  means: string;
  isRight: boolean;
  isHigh: boolean;
  fill: string;
  ink: string;
  tone: 'green' | 'amber' | 'violet' | 'red';
}

/** The four regions of edits against rework. Their names are written in them, so colour alone says nothing. */
export const REGION_LOOKS: RegionLook[] = [
  {
    name: 'improving',
    says: 'Improving',
    means: 'People change little, and little comes back.',
    isRight: false,
    isHigh: false,
    fill: 'var(--green-soft)',
    ink: 'var(--green)',
    tone: 'green',
  },
  {
    name: 'blind_trust',
    says: 'Blind trust',
    means: 'People change little, but cases come back: nobody looks closely.',
    isRight: false,
    isHigh: true,
    fill: 'var(--amber-soft)',
    ink: 'var(--amber)',
    tone: 'amber',
  },
  {
    name: 'careful',
    says: 'Careful',
    means: 'People change much, and little comes back: they catch the mistakes.',
    isRight: true,
    isHigh: false,
    fill: 'var(--violet-soft)',
    ink: 'var(--violet)',
    tone: 'violet',
  },
  {
    name: 'failing',
    says: 'Failing',
    means: 'People change much, and cases come back all the same.',
    isRight: true,
    isHigh: true,
    fill: 'var(--red-soft)',
    ink: 'var(--red)',
    tone: 'red',
  },
];
