/**
 * The engine side of each section, loaded by the worker when it is first asked for. One line a section:
 * `learn: () => import('../sections/learn/worker/index.js')`.
 */
export const sections = {
  learn: () => import('../sections/learn/worker/index.js'),
  draw: () => import('../sections/draw/worker/index.js'),
  inside: () => import('../sections/inside/worker/index.js'),
  runs: () => import('../sections/runs/worker/index.js'),
  photos: () => import('../sections/photos/worker/index.js'),
} satisfies Record<string, () => Promise<object>>;

export type SectionName = keyof typeof sections;

/** The functions of a section's engine side. */
export type SectionModule<Name extends SectionName> = Awaited<ReturnType<(typeof sections)[Name]>>;
