/** A place in an input. */
export type At =
  | { line: number; column: number; end: number }
  | { pointer: string }
  | { sheet: string; cell: string }
  | { page: number; quote: string };

/** One problem of an input. */
export interface Diagnostic {
  code: string;
  severity: "error" | "warning";
  message: string;
  help?: string;
  source?: string;
  at?: At;
}

/** A value with the problems of single parts, or the reasons why there is none. */
export type Reply<T> =
  | { ok: true; value: T; warnings: Diagnostic[] }
  | { ok: false; errors: Diagnostic[] };

export interface ScoreOptions {
  /** The day the result speaks of, `YYYY-MM-DD`. */
  asOf: string;
  /** A rubric in TOML instead of the default one. */
  rubric?: Uint8Array;
}

/** A source file of a set: a questionnaire (`.md`), a control inventory or a rubric (`.toml`). */
export interface Source {
  name: string;
  bytes: Uint8Array;
}

/** An answer as packages hold it. */
export interface Answer {
  question: string;
  state?: "answered" | "dont-know" | "refused" | "not-applicable";
  value?: string | number | string[] | string[][];
  text?: string;
  by?: string;
  on?: string;
  [field: string]: unknown;
}

/** The metadata of a report as packages hold it. */
export interface Report {
  id: string;
  report_kind: "soc2-type1" | "soc2-type2" | "soc3" | "soc1";
  [field: string]: unknown;
}
