/** What is known of a case before it is decided: its text, and structured facts by name. */
export type Example = { text: string; fields: Record<string, string | number | boolean> };

/** Labels by head, as a person decided them: `{kind: 'late_delivery', play: 'send_tracking'}`. */
export type Labels = Record<string, string>;

/**
 * What the memory expects a person to decide.
 * `confidence` is the calibrated probability that the person agrees with `label`;
 * `ranked` holds the uncalibrated softmax shares of the first few labels;
 * `unseen` is the share of the words and fields of the example that no learned case had (0 to 1).
 */
export type Prediction = {
  label: string;
  confidence: number;
  ranked: { label: string; p: number }[];
  unseen: number;
};

/** A learned case that resembles an example; `score` runs from 0 (nothing shared) to 1 (the same words and fields). */
export type SimilarCase = { id: string; score: number; labels: Labels };

/** A word, a pair of words or a field that spoke for a label (positive) or against it (negative). */
export type Reason = { feature: string; weight: number };

/** Longer text is cut here: the first lines of a message carry its request, and time stays bounded. */
export const TEXT_CHARS_MAX = 4_000;
/** Fields beyond this count are not looked at, in the order of the example. */
export const FIELDS_MAX = 64;
/** A longer field value is cut here. */
export const FIELD_CHARS_MAX = 120;
