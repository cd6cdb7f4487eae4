import type { MergePreview } from '#contract/merging.ts'

/** What to call the two apart: their names, or, where these are the same, their addresses. */
export function calledApart({ source, target }: Pick<MergePreview, 'source' | 'target'>) {
  const isSame = source.name.trim().toLowerCase() === target.name.trim().toLowerCase()
  return isSame
    ? { source: source.email, target: target.email }
    : { source: source.name, target: target.name }
}
