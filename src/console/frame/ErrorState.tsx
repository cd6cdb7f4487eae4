import { CloudOff, Lock, SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Permission } from '#contract/permissions.ts'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { hasCode } from '../api/has-code.ts'
import { failuresTexts } from '../texts/failures.ts'
import { roleFor, roleNames } from './role-names.ts'

interface ErrorStateProps {
  error: Error
  onRetry?: () => void
  /** Instead of "We couldn't load this". */
  title?: string
  /** What seeing it takes: named where it is missing. */
  permission?: Permission
}

/** Instead of a page that could not be read: what is wrong, and what can be done about it. */
export function ErrorState({ error, onRetry, title = failuresTexts.notLoaded, permission }: ErrorStateProps) {
  if (hasCode(error, 'forbidden')) {
    return (
      <EmptyState icon={<Lock size={20} aria-hidden />} title={failuresTexts.forbidden.title}>
        {permission
          ? failuresTexts.forbidden.role(roleNames[roleFor(permission)])
          : failuresTexts.forbidden.any}
      </EmptyState>
    )
  }
  const reference = error.name === 'Problem' && 'members' in error ? instanceOf(error.members) : undefined
  return (
    <EmptyState
      icon={<CloudOff size={20} aria-hidden />}
      title={title}
      {...(onRetry && { actions: <Button onClick={onRetry}>{failuresTexts.tryAgain}</Button> })}
    >
      <p role="alert">{errorMessage(error)}</p>
      {reference && <p className="mt-1 font-mono text-meta">{failuresTexts.request(reference)}</p>}
    </EmptyState>
  )
}

function instanceOf(members: unknown): string | undefined {
  if (typeof members !== 'object' || members === null || !('instance' in members)) return undefined
  return typeof members.instance === 'string' ? members.instance : undefined
}

/** For an address that leads to nothing. */
export function NothingHere({
  title,
  children,
  actions,
}: {
  title: string
  children: ReactNode
  actions: ReactNode
}) {
  return (
    <EmptyState icon={<SearchX size={20} aria-hidden />} title={title} actions={actions}>
      {children}
    </EmptyState>
  )
}
