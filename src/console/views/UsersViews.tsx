import { Bookmark, BookmarkPlus, X } from 'lucide-react'
import { Suspense, useState } from 'react'
import { deleteSavedView, listSavedViews, type SavedView, saveView } from '#contract/saved-views.ts'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { Link } from '#ui/Link.tsx'
import { notify } from '#ui/notify.ts'
import { addresses } from '../addresses.ts'
import { lazyLayer } from '../frame/lazy-layer.ts'
import { viewsTexts } from '../texts/views.ts'

const SaveViewDialog = lazyLayer(async () => (await import('./SaveViewDialog.tsx')).SaveViewDialog)

interface UsersViewsProps {
  /** What the list shows now, as the query of its address; empty for everybody. */
  query: string
}

/** One's own saved views of the users list, and the button that keeps the present one. Nothing while there is neither. */
export function UsersViews({ query }: UsersViewsProps) {
  const { data } = useOperationQuery(listSavedViews, { params: {}, body: {} })
  const [isSaving, setSaving] = useState(false)
  const views = data?.items ?? []
  const current = views.find((view) => view.query === query)
  const canSave = data !== undefined && query !== '' && current === undefined
  if (views.length === 0 && !canSave) return null
  return (
    <nav aria-label={viewsTexts.title} className="flex flex-wrap items-center gap-2">
      {views.map((view) => (
        <ViewChip key={view.id} view={view} isCurrent={view === current} />
      ))}
      {canSave && (
        <Button
          tone="quiet"
          size="compact"
          icon={<BookmarkPlus size={15} aria-hidden />}
          onClick={() => setSaving(true)}
        >
          {viewsTexts.save}
        </Button>
      )}
      <Suspense>{isSaving && <SaveViewDialog query={query} onClose={() => setSaving(false)} />}</Suspense>
    </nav>
  )
}

function ViewChip({ view, isCurrent }: { view: SavedView; isCurrent: boolean }) {
  const forget = useOperationMutation(deleteSavedView)
  const keep = useOperationMutation(saveView)
  const remove = () =>
    forget.mutate(
      { params: { savedViewId: view.id }, body: {} },
      {
        onSuccess: () =>
          notify(viewsTexts.removed(view.name), {
            undo: () => keep.mutate({ params: {}, body: { name: view.name, query: view.query } }),
          }),
        onError: (error) => notify(errorMessage(error), { tone: 'error' }),
      },
    )
  return (
    <span
      className={`inline-flex h-7 max-w-full min-w-0 items-center rounded-full text-control font-medium ${
        isCurrent ? 'bg-accent-soft text-accent-text' : 'bg-neutral-soft text-fg hover:bg-hover'
      }`}
    >
      <Link
        href={`${addresses.users}?${view.query}`}
        {...(isCurrent && { 'aria-current': 'page' })}
        className={`flex h-full min-w-0 items-center gap-1.5 rounded-full ps-2.5 ${isCurrent ? 'pe-1' : 'pe-3'}`}
      >
        <Bookmark size={13} aria-hidden className="shrink-0" />
        <span className="truncate">{view.name}</span>
      </Link>
      {isCurrent && (
        <button
          type="button"
          aria-label={viewsTexts.remove(view.name)}
          onClick={remove}
          className="grid h-full w-7 shrink-0 place-items-center rounded-full"
        >
          <X size={14} aria-hidden />
        </button>
      )}
    </span>
  )
}
