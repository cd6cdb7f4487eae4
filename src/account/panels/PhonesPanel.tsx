import { useState } from 'react'
import type { Device } from '#contract/devices.ts'
import { listOwnDevices } from '#contract/self.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Card } from '#ui/Card.tsx'
import { useProof } from '../frame/proof.ts'
import { phonesTexts as words } from '../texts/phones.tsx'
import { ChooseDialog, KeepDialog, RemoveDialog, RenameDialog } from './PhoneDialogs.tsx'
import { PhoneRow } from './PhoneRow.tsx'

/** One's own phones. */
export function PhonesPanel() {
  const proof = useProof()
  const read = useOperationQuery(listOwnDevices, { params: {}, body: {} })
  const [renaming, setRenaming] = useState<Device | null>(null)
  const items = read.data?.items ?? []
  const active = items.filter(({ state }) => state === 'active')
  const named = items.find(({ id }) => id === proof.open?.id)
  return (
    <Card
      title={words.title}
      id="phones"
      flush
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
      empty={read.data && items.length === 0 && words.none}
    >
      <ul className="text-control">
        {items.map((device) => (
          <PhoneRow
            key={device.id}
            device={device}
            isLast={active.length === 1 && device.state === 'active'}
            onRename={() => setRenaming(device)}
          />
        ))}
      </ul>
      <p className="border-t border-line px-4 py-3 text-meta text-muted">
        {active.length > 1 ? words.lostOneOfSeveral : words.lost}
      </p>
      {renaming && <RenameDialog device={renaming} onClose={() => setRenaming(null)} />}
      {named && proof.isOpen('push-target') && <ChooseDialog device={named} onClose={proof.close} />}
      {named && proof.isOpen('keep-device') && <KeepDialog device={named} onClose={proof.close} />}
      {named && proof.isOpen('remove-device') && (
        <RemoveDialog device={named} next={nextAfter(named, items)} onClose={proof.close} />
      )}
    </Card>
  )
}

/** Which phone is rung once this one is gone; undefined where nothing changes. */
function nextAfter(gone: Device, items: readonly Device[]): string | undefined {
  if (!gone.pushTarget) return undefined
  return items
    .filter(({ id, state, push }) => id !== gone.id && state === 'active' && push === 'ok')
    .sort((a, b) => b.lastActiveAt.getTime() - a.lastActiveAt.getTime())[0]?.name
}
