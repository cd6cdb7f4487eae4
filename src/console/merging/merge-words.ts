import type { Duplicate, MergePreview } from '#contract/merging.ts'

export const reasonWords: Record<Duplicate['reasons'][number], string> = {
  'same-identity': 'Same phone identity',
  'same-mobile': 'Same mobile number',
  'same-provider-address': 'Same address at a provider',
  'same-personal-email': 'Same personal email',
  'same-mailbox': 'Same mailbox',
  'same-name': 'Same name',
}

/** What to call the two apart: their names, or, where these are the same, their addresses. */
export function calledApart({ source, target }: Pick<MergePreview, 'source' | 'target'>) {
  const isSame = source.name.trim().toLowerCase() === target.name.trim().toLowerCase()
  return isSame
    ? { source: source.email, target: target.email }
    : { source: source.name, target: target.name }
}

/** What an administrator should know before. */
export function warningText(
  warning: MergePreview['warnings'][number],
  { source, target }: { source: string; target: string },
): string {
  switch (warning) {
    case 'both-have-passwords':
      return `Both have a password: that of ${target} wins, the other is cleared.`
    case 'different-phones':
      return `Their phones hold different identities: those of ${source} are removed, and told so.`
    case 'roles-differ':
      return `Their roles differ: that of ${target} stays.`
    case 'sessions-end':
      return `The open sessions of ${source} end instead of moving.`
    case 'subjects-end':
      return 'Some applications know both: what they knew the duplicate as ends.'
    case 'target-deactivated':
      return `${target} is deactivated, and stays so.`
  }
}
