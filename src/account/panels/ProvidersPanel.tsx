import type { ProviderLink } from '#contract/providers.ts'
import { beginOwnLink, listOwnLinks, unlinkOwn } from '#contract/self.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { notify } from '#ui/notify.ts'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { useProof } from '../frame/proof.ts'
import { providersTexts as words } from '../texts/providers.tsx'

/** The providers that one can sign in through. */
export function ProvidersPanel() {
  const proof = useProof()
  const read = useOperationQuery(listOwnLinks, { params: {}, body: {} })
  const { items = [], linkable = [] } = read.data ?? {}
  const linking = linkable.find(({ id }) => id === proof.open?.id)
  const unlinking = items.find(({ id }) => id === proof.open?.id)
  // An organisation without providers has nothing to say here.
  if (read.data && items.length === 0 && linkable.length === 0) return null
  return (
    <Card
      title={words.title}
      id="providers"
      flush
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
    >
      <ul className="text-control">
        {items.map((link) => (
          <li
            key={link.id}
            className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-t border-line px-4 py-2.5"
          >
            <span className="min-w-0">
              <span className="font-medium">{link.providerName}</span>
              <span className="block text-meta text-muted wrap-anywhere">
                {link.email && `${link.email} · `}
                {words.row.linked(<RelativeTime at={link.linkedAt} />)}
              </span>
            </span>
            <Button
              size="compact"
              aria-label={words.row.unlinkThis(link.providerName)}
              onClick={() => proof.begin('unlink', link.id)}
            >
              {words.row.unlink}
            </Button>
          </li>
        ))}
        {linkable.map(({ id, name }) => (
          <li
            key={id}
            className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-t border-line px-4 py-2.5"
          >
            <span className="min-w-0 text-muted">{name}</span>
            <Button
              size="compact"
              aria-label={words.row.linkThis(name)}
              onClick={() => proof.begin('link', id)}
            >
              {words.row.link}
            </Button>
          </li>
        ))}
      </ul>
      {linking && proof.isOpen('link') && <LinkDialog provider={linking} onClose={proof.close} />}
      {unlinking && proof.isOpen('unlink') && <UnlinkDialog link={unlinking} onClose={proof.close} />}
    </Card>
  )
}

function LinkDialog({
  provider,
  onClose,
}: {
  provider: { id: ProviderLink['providerId']; name: string }
  onClose: () => void
}) {
  const begin = useOperationMutation(beginOwnLink)
  return (
    <AlertDialog
      title={words.linking.title(provider.name)}
      action={words.linking.action(provider.name)}
      pending={begin.isPending}
      error={begin.error}
      onConfirm={() =>
        begin.mutate(
          { params: {}, body: { providerId: provider.id } },
          { onSuccess: ({ url }) => window.location.assign(url) },
        )
      }
      onClose={onClose}
    >
      <p>{words.linking.what(provider.name)}</p>
    </AlertDialog>
  )
}

function UnlinkDialog({ link, onClose }: { link: ProviderLink; onClose: () => void }) {
  const unlink = useOperationMutation(unlinkOwn)
  return (
    <AlertDialog
      title={words.unlinking.title(link.providerName)}
      action={words.unlinking.action}
      pending={unlink.isPending}
      error={unlink.error}
      onConfirm={() =>
        unlink.mutate(
          { params: { linkId: link.id }, body: {} },
          {
            onSuccess: () => {
              notify(words.unlinking.done(link.providerName))
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>{words.unlinking.what(link.providerName)}</p>
    </AlertDialog>
  )
}
